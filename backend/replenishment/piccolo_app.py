"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="replenishment",
    migrations_folder_path=str(
        Path(__file__).resolve().parents[2] / "migrations" / "replenishment"
    ),
    table_classes=table_finder(["backend.replenishment.tables"], exclude_imported=True),
    migration_dependencies=["backend.identity.piccolo_app", "backend.catalog.piccolo_app"],
)
