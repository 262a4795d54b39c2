"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="undo",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "undo"),
    table_classes=table_finder(["backend.undo.tables"], exclude_imported=True),
    migration_dependencies=["backend.identity.piccolo_app"],
)
