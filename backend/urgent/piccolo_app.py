"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="urgent",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "urgent"),
    table_classes=table_finder(["backend.urgent.tables"], exclude_imported=True),
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.catalog.piccolo_app",
        "backend.demand.piccolo_app",
    ],
)
