"""Where Piccolo finds this connector's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="mail",
    migrations_folder_path=str(Path(__file__).resolve().parents[3] / "migrations" / "mail"),
    table_classes=table_finder(["backend.connectors.mail.tables"], exclude_imported=True),
    migration_dependencies=["backend.identity.piccolo_app"],
)
