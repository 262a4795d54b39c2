import decimal

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns.column_types import Numeric
from piccolo.columns.column_types import SmallInt
from piccolo.columns.indexes import IndexMethod


ID = "2026-11-29T00:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Remaining life by customer, order minimum and pallet by item"


async def forwards():
    manager = MigrationManager(
        migration_id=ID, app_name="catalog", description=DESCRIPTION
    )

    for column_name in ("order_minimum", "pallet_quantity"):
        manager.add_column(
            table_class_name="Item",
            tablename="item",
            column_name=column_name,
            db_column_name=column_name,
            column_class_name="Numeric",
            column_class=Numeric,
            params={
                "default": decimal.Decimal("0"),
                "digits": (18, 6),
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
        table_class_name="Customer",
        tablename="customer",
        column_name="remaining_life_days",
        db_column_name="remaining_life_days",
        column_class_name="SmallInt",
        column_class=SmallInt,
        params={
            "default": 0,
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
