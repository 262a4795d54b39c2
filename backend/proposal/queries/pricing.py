"""Weights and rates for those who set them."""

from dataclasses import asdict
from decimal import Decimal
from typing import Final

from backend.catalog.model.catalog import PlanningCatalog
from backend.catalog.model.facts import PricingFacts
from backend.catalog.queries import planning_catalog, pricing_history
from backend.engine.ways import rates_from
from backend.identity.model import Viewer
from backend.proposal.model import PRICERS, RATES, WEIGHTS, weights_from
from shared.schemas.pricing import LaneCost, PricingBoard, PricingVersion

MOST_SHOWN: Final = 20


async def pricing_for(viewer: Viewer) -> PricingBoard:
    """What is in force, and what was before."""
    viewer.must_be(*PRICERS)
    catalog = await planning_catalog()
    company = catalog.company
    found = [_version(each) for each in await pricing_history(MOST_SHOWN + 1)]
    weights, rates = asdict(weights_from(company.weights)), asdict(rates_from(company.rates))
    current = PricingVersion(
        number=company.pricing_number,
        weights={name: weights[name] for name in WEIGHTS},
        rates={name: rates[name] for name in RATES},
        note=found[0].note if found else "",
        changed_by_name=found[0].changed_by_name if found else "",
        changed_at=found[0].changed_at if found else None,
    )
    bounds = {name: (Decimal(0), Decimal(100)) for name in WEIGHTS}
    return PricingBoard(
        current, found[1:], {**bounds, **RATES}, company.currency, lanes_in(catalog)
    )


def lanes_in(catalog: PlanningCatalog) -> list[LaneCost]:
    """The lanes on which goods are brought, or that somebody has given a cost, by their ends' names."""
    usual = ((each.source_site_id, each.site_id) for each in catalog.item_sites.values())
    other = ((each.source_site_id, each.site_id) for each in catalog.alternates)
    found = []
    for source_id, site_id in {*usual, *other, *catalog.lanes}:
        if source_id is None:
            continue
        lane = catalog.lanes.get((source_id, site_id))
        found.append(
            LaneCost(
                source_id,
                catalog.sites[source_id].name,
                site_id,
                catalog.sites[site_id].name,
                lane.cost_per_delivery if lane else None,
                lane.cost_per_pallet if lane else None,
            )
        )
    return sorted(found, key=lambda each: (each.source_site_name, each.site_name))


def _version(facts: PricingFacts) -> PricingVersion:
    return PricingVersion(
        facts.number, dict(facts.weights), dict(facts.rates), facts.note,
        facts.changed_by_name, facts.changed_at,
    )  # fmt: skip
