"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="sync",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "sync"),
    table_classes=table_finder(["backend.sync.tables"], exclude_imported=True),
    migration_dependencies=[
        "backend.identity.piccolo_app",
        "backend.audit.piccolo_app",
        "backend.outbox.piccolo_app",
        "backend.alert.piccolo_app",
        "backend.promise.piccolo_app",
        "backend.proposal.piccolo_app",
        "backend.supply.piccolo_app",
        "backend.floor.piccolo_app",
    ],
)
