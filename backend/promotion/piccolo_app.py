"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="promotion",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "promotion"),
    table_classes=table_finder(["backend.promotion.tables"], exclude_imported=True),
    # Earlier versions kept price actions with demand.
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.catalog.piccolo_app",
        "backend.demand.piccolo_app",
    ],
)
