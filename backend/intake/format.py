"""The import format: every entity, in the order in which one may refer to another.

docs/import-format.md is written from this; a test compares the two.
"""

from backend.intake import format_company as company
from backend.intake import format_trade as trade
from backend.intake.model import Entity

ENTITIES: tuple[Entity, ...] = (
    company.COMPANY,
    company.TERRITORY,
    company.CALENDAR,
    company.CALENDAR_SHIFT,
    company.CALENDAR_EXCEPTION,
    company.SITE,
    company.PERSON,
    company.WORK_CENTER,
    company.WORK_CENTER_EXCEPTION,
    company.SUPPLIER,
    company.ITEM,
    company.LANE,
    company.ITEM_SITE,
    company.BILL_OF_MATERIAL_LINE,
    company.ROUTING_STEP,
    company.ALTERNATE,
    company.ALTERNATE_COMPONENT,
    company.ALTERNATE_STEP,
    company.SUPPLIER_ITEM,
    company.CUSTOMER,
    trade.DEMAND_LINE,
    trade.SHIPMENT,
    trade.CUSTOMER_RETURN,
    trade.INVOICE,
    trade.OPPORTUNITY,
    trade.PROMOTION,
    trade.ITEM_SEASON,
    trade.STOCK,
    trade.PRODUCTION_ORDER,
    trade.PURCHASE_LINE,
    trade.PLAN_LINE,
    trade.KPI_TARGET,
    trade.PUSH_RULE,
)

BY_NAME: dict[str, Entity] = {entity.name: entity for entity in ENTITIES}
