"""What the demo company does not sell all year: a floor of the warm months, and an edition that ends."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.days import DAY
from backend.connectors.demo_company.needs import LotRule, rounded_up
from backend.engine.season import is_between
from shared.promotion_terms import SeasonKind

FLOOR: Final = "FC60-7032"
EDITION: Final = "PU-1023-10"
EDITION_SOLD_FOR: Final = 49 * DAY
EDITION_LEFT_FOR: Final = 63 * DAY
EDITION_PACK: Final = 10
# More was to be made than sells at the pace so far.
EDITION_SHARE: Final = 1.1
RAMPS: Final = {SeasonKind.SEASONAL: 14, SeasonKind.LIMITED: 21}
NOTES: Final = {
    SeasonKind.SEASONAL: "Cures above 10 °C only: for floors that are laid in the warm months.",
    SeasonKind.LIMITED: "Signal yellow in small kits for this winter's repairs; not made again.",
}


@dataclass(frozen=True, slots=True)
class Span:
    """When an item is sold; a season's days are those of every year."""

    item: str
    kind: SeasonKind
    first_on: date
    last_on: date

    def sells_on(self, on: date) -> bool:
        """Whether the item is sold on a day."""
        is_yearly = self.kind is SeasonKind.SEASONAL
        return is_between(on, self.first_on, self.last_on, yearly=is_yearly)


def spans(today: date) -> dict[str, Span]:
    """When the items are sold that are not sold all year."""
    floor = Span(FLOOR, SeasonKind.SEASONAL, date(today.year, 3, 16), date(today.year, 9, 30))
    edition = Span(EDITION, SeasonKind.LIMITED, today - EDITION_SOLD_FOR, today + EDITION_LEFT_FOR)
    return {each.item: each for each in (floor, edition)}


def add_seasons(tables: Tables, found: dict[str, Span], sold: float) -> None:
    """Mark the items; of the edition there is somewhat more than sells at the pace so far."""
    days = (EDITION_SOLD_FOR + EDITION_LEFT_FOR) / EDITION_SOLD_FOR
    most = rounded_up(sold * days * EDITION_SHARE, LotRule(0, EDITION_PACK, 0))
    for span in found.values():
        tables.add(
            "item_season", item_code=span.item, kind=span.kind, first_on=span.first_on, last_on=span.last_on,
            quantity=most if span.kind is SeasonKind.LIMITED else None, ramp_days=RAMPS[span.kind],
            note=NOTES[span.kind],
        )  # fmt: skip
