"""Where Piccolo finds this slice's tables and migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="outbox",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations" / "outbox"),
    table_classes=table_finder(["backend.outbox.tables"], exclude_imported=True),
    migration_dependencies=[],
)
