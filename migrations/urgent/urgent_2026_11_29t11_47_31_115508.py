from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Interval
from piccolo.columns.column_types import Timestamptz
from piccolo.columns.defaults.interval import IntervalCustom
from piccolo.columns.defaults.timestamptz import TimestamptzNow
from piccolo.columns.indexes import IndexMethod

ID = "2026-11-29T11:47:31:115508"
VERSION = "1.38.0"
DESCRIPTION = ""


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="urgent", description=DESCRIPTION
    )

    manager.add_column(
        table_class_name="UrgentStage",
        tablename="urgent_stage",
        column_name="counted_for",
        db_column_name="counted_for",
        column_class_name="Interval",
        column_class=Interval,
        params={
            "default": IntervalCustom(
                weeks=0,
                days=0,
                hours=0,
                minutes=0,
                seconds=0,
                milliseconds=0,
                microseconds=0,
            ),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    manager.add_column(
        table_class_name="UrgentStage",
        tablename="urgent_stage",
        column_name="counted_from",
        db_column_name="counted_from",
        column_class_name="Timestamptz",
        column_class=Timestamptz,
        params={
            "default": TimestamptzNow(),
            "null": False,
            "primary_key": False,
            "unique": False,
            "index": False,
            "index_method": IndexMethod.btree,
            "choices": None,
            "db_column_name": None,
            "secret": False,
        },
        schema=None,
    )

    return manager
