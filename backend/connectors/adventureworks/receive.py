"""The whole sample as tables of the import format."""

from datetime import date
from pathlib import Path

from backend.connectors.adventureworks import catalog, people, production, trade
from backend.connectors.adventureworks.client import Sample
from backend.connectors.adventureworks.moment import moment_for
from backend.connectors.base.tables import Tables


def bicycle_maker(folder: Path, as_of: date, today: date) -> Tables:
    """Read the sample, cut at `as_of` and moved so that the cut is today; raises `SourceError`."""
    sample, moment, tables = Sample(folder), moment_for(as_of, today), Tables()
    names = people.person_names(sample)
    catalog.add_places(tables, sample)
    people.add_people(tables, sample, names)
    catalog.add_suppliers(tables, sample)
    catalog.add_items(tables, sample)
    catalog.add_customers(tables, sample, names)
    production.add_production(tables, sample, moment)
    trade.add_orders(tables, sample, moment)
    trade.add_promotions(tables, sample, moment)
    trade.add_purchases(tables, sample, moment)
    trade.add_stock(tables, sample, moment)
    return tables
