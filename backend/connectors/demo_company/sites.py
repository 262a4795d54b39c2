"""The demo company's sites, calendars and work centres."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.days import DAY, holidays, open_from
from backend.connectors.demo_company.places import on_map

COMPANY: Final = "Tervala Coatings"
# Where a day begins first: nothing may be due before today anywhere, or it would be late at once.
FIRST_TIME_ZONE: Final = "Asia/Shanghai"
CURRENCY: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Place:
    """A site; `source` is where it is supplied from, `transit_days` how long that takes."""

    code: str
    name: str
    kind: str
    country: str
    city: str
    time_zone: str
    frozen_days: int = 0
    negotiable_days: int = 0
    source: str | None = None
    transit_days: int = 0


PLACES: Final = (
    Place("RIX", "Riga plant", "plant", "LV", "Riga", "Europe/Riga", 2, 9),
    Place("TAO", "Qingdao plant", "plant", "CN", "Qingdao", "Asia/Shanghai", 2, 8),
    Place("HAM", "Hamburg warehouse", "warehouse", "DE", "Hamburg", "Europe/Berlin", 0, 3, "RIX", 3),
    Place("ALA", "Almaty warehouse", "warehouse", "KZ", "Almaty", "Asia/Almaty", 0, 5, "RIX", 9),
    Place("NGB", "Ningbo warehouse", "warehouse", "CN", "Ningbo", "Asia/Shanghai", 0, 3, "TAO", 2),
    Place("RIX-SHOP", "Riga trade shop", "shop", "LV", "Riga", "Europe/Riga", 0, 0, "RIX", 1),
    Place("HAM-SHOP", "Hamburg trade shop", "shop", "DE", "Hamburg", "Europe/Berlin", 0, 0, "HAM", 1),
    Place("WEB", "Online store", "online", "DE", "Hamburg", "Europe/Berlin", 0, 0, "HAM", 1),
)  # fmt: skip
PLACE: Final = {place.code: place for place in PLACES}
# What a lorry, train or ship costs, and each pallet on it; shops next door are on the daily tour.
LANES: Final = (
    ("RIX", "HAM", 180, 38), ("RIX", "ALA", 640, 145), ("TAO", "NGB", 90, 22), ("TAO", "ALA", 520, 120),
    ("NGB", "HAM", 410, 165), ("HAM", "NGB", 410, 150), ("RIX", "RIX-SHOP", 25, 4), ("HAM", "HAM-SHOP", 25, 4),
    ("HAM", "WEB", 25, 4), ("HAM", "RIX-SHOP", 180, 38), ("RIX", "HAM-SHOP", 195, 40), ("RIX", "WEB", 195, 40),
)  # fmt: skip
# From those that are supplied to those that supply: the order in which needs are worked out.
DOWNSTREAM_FIRST: Final = ("WEB", "HAM-SHOP", "RIX-SHOP", "HAM", "ALA", "NGB", "RIX", "TAO")


@dataclass(frozen=True, slots=True)
class Center:
    """A work centre; `use` is what routings ask for, `load` the share that the plan shall fill."""

    code: str
    name: str
    site: str
    use: str
    calendar: str
    machine_count: int
    hourly_cost: int
    load: float


CENTERS: Final = (
    Center("RIX-DISP", "Dispersers", "RIX", "disperse", "RIX-2", 2, 42, 0.74),
    Center("RIX-MIX", "Mixers", "RIX", "mix", "RIX-2", 2, 44, 0.82),
    Center("RIX-TINT", "Tinting", "RIX", "tint", "RIX-1", 1, 38, 0.68),
    Center("RIX-FILL1", "Filling line 1", "RIX", "fill_small", "RIX-2", 1, 52, 0.80),
    Center("RIX-FILL2", "Filling line 2", "RIX", "fill_large", "RIX-2", 2, 58, 0.90),
    Center("RIX-CART", "Cartridge line", "RIX", "cartridge", "RIX-2", 1, 55, 0.88),
    Center("RIX-KIT", "Kitting", "RIX", "kit", "RIX-2", 1, 31, 0.88),
    Center("TAO-DISP", "分散机", "TAO", "disperse", "TAO-2", 1, 24, 0.76),
    Center("TAO-MIX", "调漆釜", "TAO", "mix", "TAO-2", 1, 25, 0.83),
    Center("TAO-TINT", "调色", "TAO", "tint", "TAO-1", 1, 21, 0.66),
    Center("TAO-FILL", "灌装线", "TAO", "fill_large", "TAO-2", 1, 29, 0.89),
    Center("TAO-FILL1", "小包装灌装线", "TAO", "fill_small", "TAO-1", 1, 27, 0.75),
    Center("TAO-KIT", "配套包装", "TAO", "kit", "TAO-1", 1, 18, 0.84),
)  # fmt: skip
PACKAGING: Final = frozenset({"fill_small", "fill_large", "cartridge", "kit"})
CENTER: Final = {(center.site, center.use): center for center in CENTERS}

_CALENDARS: Final = (
    ("RIX-1", "Riga, one shift", "LV", range(1, 6), ((7, 15),)),
    ("RIX-2", "Riga, two shifts", "LV", range(1, 6), ((6, 14), (14, 22))),
    ("TAO-1", "Qingdao, one shift", "CN", range(1, 7), ((8, 16),)),
    ("TAO-2", "Qingdao, two shifts", "CN", range(1, 7), ((7, 15), (15, 23))),
)
HOURS_A_DAY: Final = {
    code: float(sum(end - start for start, end in shifts)) for code, _, _, _, shifts in _CALENDARS
}
EFFICIENCY: Final = 0.875
YEARS_BACK: Final = 2


@dataclass(frozen=True, slots=True)
class Disturbance:
    """A day on which a work centre has fewer hours."""

    center: str
    on: date
    hours: float
    cause: str


def disturbances(today: date) -> Iterator[Disturbance]:
    """A filling line that broke down five weeks ago, and repairs that are still to come."""
    broke_on = open_from("LV", today - timedelta(days=37))
    for on in (broke_on, open_from("LV", broke_on + DAY)):
        yield Disturbance("RIX-FILL2", on, 0, "Gearbox broken")
    yield Disturbance("RIX-MIX", open_from("LV", today + 4 * DAY), 20, "Seal repair, 10 to 14")
    yield Disturbance("TAO-FILL", open_from("CN", today + 9 * DAY), 8, "Pump overhaul")


def hours_of(center: Center, on: date, today: date) -> float:
    """Hours that a work centre has on an open day."""
    for found in disturbances(today):
        if (found.center, found.on) == (center.code, on):
            return found.hours
    return HOURS_A_DAY[center.calendar] * center.machine_count * EFFICIENCY


def add_sites(tables: Tables, today: date) -> None:
    """Company, calendars, sites and work centres."""
    tables.add("company", name=COMPANY, currency=CURRENCY)
    for code, name, country, weekdays, shifts in _CALENDARS:
        tables.add("calendar", code=code, name=name)
        for weekday in weekdays:
            for start, end in shifts:
                tables.add("calendar_shift", calendar_code=code, weekday=weekday,
                           starts_at=time(start), ends_at=time(end))  # fmt: skip
        for year in range(today.year - YEARS_BACK, today.year + 2):
            for on, holiday in holidays(country, year).items():
                tables.add("calendar_exception", calendar_code=code, on=on, hours=0, name=holiday)
    for place in PLACES:
        tables.add(
            "site", code=place.code, name=place.name, kind=place.kind, country=place.country, city=place.city,
            time_zone=place.time_zone, frozen_days=place.frozen_days, negotiable_days=place.negotiable_days,
            **on_map(place.city),
        )  # fmt: skip
    for source, site, delivery, pallet in LANES:
        tables.add("lane", source_site_code=source, site_code=site, cost_per_delivery=delivery,
                   cost_per_pallet=pallet)  # fmt: skip
    for center in CENTERS:
        tables.add(
            "work_center", code=center.code, site_code=center.site, calendar_code=center.calendar, name=center.name,
            machine_count=center.machine_count, efficiency_ratio=EFFICIENCY, hourly_cost=center.hourly_cost,
            overtime_hourly_cost=center.hourly_cost * 1.8, overtime_hours_a_day=8,
            is_packaging=center.use in PACKAGING,
        )  # fmt: skip
    for found in disturbances(today):
        tables.add("work_center_exception", work_center_code=found.center, on=found.on,
                   hours=found.hours, cause=found.cause)  # fmt: skip
