"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="proposal",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "proposal"),
    table_classes=table_finder(["backend.proposal.tables"], exclude_imported=True),
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.catalog.piccolo_app",
        "backend.demand.piccolo_app",
        "backend.plan.piccolo_app",
        "backend.undo.piccolo_app",
    ],
)
