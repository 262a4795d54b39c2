"""What is different about the other ways to an item: work centre, bill of material, make or buy, site."""

from enum import StrEnum

from backend.engine.situation import Alternate, NodeFacts
from shared.terms import Procurement


class OtherWay(StrEnum):
    """What is different about an alternate; the value is the code of the way out that uses it."""

    ROUTING = "other_work_center"
    COMPONENTS = "other_bill_of_material"
    BUY = "buy_instead"
    MAKE = "make_instead"
    SITE = "other_site"


def kind_of(facts: NodeFacts, other: Alternate) -> OtherWay:
    """What is different about an alternate."""
    if other.procurement is Procurement.TRANSFER:
        return OtherWay.SITE
    if other.procurement is not facts.procurement:
        return OtherWay.BUY if other.procurement is Procurement.BUY else OtherWay.MAKE
    if other.procurement is Procurement.BUY:
        return OtherWay.BUY
    return OtherWay.ROUTING if other.components is None else OtherWay.COMPONENTS
