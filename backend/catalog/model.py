"""Master data as plain facts, and how shifts make a work centre's hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_CEILING, ROUND_DOWN, Decimal
from itertools import pairwise
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.terms import FullLoad

_SECONDS_AN_HOUR: Final = Decimal(3600)
_HUNDREDTH: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A site as planning needs it."""

    id: UUID
    scope_id: UUID
    code: str
    name: str
    kind: str
    time_zone: str
    frozen_days: int
    negotiable_days: int
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    calendar_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """An item as planning and screens need it."""

    id: UUID
    code: str
    name: str
    family: str
    kind: str
    unit: str
    quantity_decimals: int
    pack_multiple: Decimal
    order_minimum: Decimal
    pallet_quantity: Decimal
    price: Decimal
    cost: Decimal
    shelf_life_days: int | None
    layer_quantity: Decimal = Decimal(0)

    def load_of(self, rounds_to: str | None) -> Decimal:
        """How much a full layer or pallet holds; 0 where nothing is rounded, or it is not known."""
        if rounds_to == FullLoad.PALLET:
            return self.pallet_quantity
        return self.layer_quantity if rounds_to == FullLoad.LAYER else Decimal(0)


@dataclass(frozen=True, slots=True)
class LotFacts:
    """What a planner says of an item's lots at a site.

    A `lot_maximum` of 0 is none, `lot_cover_days` of 0 or 1 means that a lot serves one day's need alone.
    The lead time counts days on which the sender is open where `counts_open_days` says so; `calendar_id` is
    that of the lane on which lots come. A plan that is made anew has lots there `safety_days` before they are needed.
    A lot may begin on a day from `first_on` to `last_on`, both among them.
    """

    lot_minimum: Decimal
    lot_multiple: Decimal
    lot_maximum: Decimal = Decimal(0)
    lot_cover_days: int = 0
    yield_ratio: Decimal = Decimal(1)
    lead_time_days_per_unit: Decimal = Decimal(0)
    counts_open_days: bool = False
    calendar_id: UUID | None = None
    safety_days: int = 0
    first_on: date | None = None
    last_on: date | None = None


def lot_fits(minimum: Decimal, multiple: Decimal, maximum: Decimal) -> bool:
    """Whether the smallest lot, the minimum up to the multiple, is within a maximum; 0 is none.

    >>> lot_fits(Decimal(20), Decimal(15), Decimal(30)), lot_fits(Decimal(20), Decimal(15), Decimal(29))
    (True, False)
    """
    smallest = max(minimum, multiple)
    if multiple > 0:
        smallest = (smallest / multiple).to_integral_value(ROUND_CEILING) * multiple
    return maximum <= 0 or smallest <= maximum


@dataclass(frozen=True, slots=True)
class ItemSiteFacts:
    """How an item is planned at a site."""

    item_id: UUID
    site_id: UUID
    procurement: str
    source_site_id: UUID | None
    supplier_name: str | None
    lead_time_days: int
    safety_stock: Decimal
    lots: LotFacts
    supplier_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """What a delivery from one site to another costs, and each pallet of it."""

    source_site_id: UUID
    site_id: UUID
    cost_per_delivery: Decimal
    cost_per_pallet: Decimal


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """One line of a bill of material; it goes into what begins on a day from `first_on` to `last_on`."""

    parent_item_id: UUID
    component_item_id: UUID
    quantity_per: Decimal
    scrap_ratio: Decimal
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class RoutingStepFacts:
    """One step of a routing."""

    item_id: UUID
    site_id: UUID
    sequence: int
    work_center_id: UUID
    hours_per_unit: Decimal
    setup_hours: Decimal


@dataclass(frozen=True, slots=True)
class AlternateComponentFacts:
    """What another bill of material takes for one unit; it replaces the usual one as a whole."""

    component_item_id: UUID
    quantity_per: Decimal
    scrap_ratio: Decimal


@dataclass(frozen=True, slots=True)
class AlternateStepFacts:
    """A step of another routing; it replaces the usual one as a whole."""

    sequence: int
    work_center_id: UUID
    hours_per_unit: Decimal
    setup_hours: Decimal


@dataclass(frozen=True, slots=True)
class AlternateFacts:
    """Another way to an item at a site; without components or steps those of the usual way stand.

    It may begin on a day from `first_on` to `last_on`.
    """

    id: UUID
    item_id: UUID
    site_id: UUID
    code: str
    name: str
    procurement: str
    source_site_id: UUID | None
    supplier_name: str | None
    lead_time_days: int
    lot_minimum: Decimal
    lot_multiple: Decimal
    lot_maximum: Decimal
    unit_cost: Decimal | None
    components: tuple[AlternateComponentFacts, ...]
    steps: tuple[AlternateStepFacts, ...]
    supplier_id: UUID | None = None
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True, slots=True)
class WorkCenterFacts:
    """A work centre with its costs and its week."""

    id: UUID
    site_id: UUID
    calendar_id: UUID
    code: str
    name: str
    machine_count: int
    efficiency_ratio: Decimal
    hourly_cost: Decimal
    overtime_hourly_cost: Decimal
    overtime_hours_a_day: Decimal
    is_packaging: bool = False


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """Who delivers, and the calendar that deliveries keep; None: every day."""

    id: UUID
    name: str
    calendar_id: UUID | None


@dataclass(frozen=True, slots=True)
class DeviationFacts:
    """What was reported of a work centre's capacity: machines down, or other hours or efficiency."""

    id: UUID
    work_center_id: UUID
    down_from_at: datetime | None
    down_until_at: datetime | None
    machine_count: int | None
    from_on: date | None
    until_on: date | None
    hours: Decimal | None
    efficiency_ratio: Decimal | None

    @property
    def is_downtime(self) -> bool:
        """Whether machines stand still."""
        return self.down_from_at is not None

    def covers(self, on: date) -> bool:
        """Whether other hours or another efficiency hold on a day."""
        return self.from_on is not None and self.from_on <= on <= (self.until_on or self.from_on)


@dataclass(frozen=True, slots=True)
class PricingFacts:
    """Weights and rates by name, as somebody set them."""

    number: int
    weights: Mapping[str, Decimal]
    rates: Mapping[str, Decimal]
    note: str
    changed_by_name: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """The company; `weights` are those of the proposal score, `rates` what ways out cost, both by name.

    `pricing_number` counts how often they have been set.
    """

    name: str
    currency: str
    is_demo: bool
    weights: Mapping[str, Decimal]
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    pricing_number: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class PlanningCatalog:
    """All master data that planning reads, of one stamp; compared and cached as one object."""

    ver: int
    company: CompanyFacts
    sites: Mapping[UUID, SiteFacts]
    items: Mapping[UUID, ItemFacts]
    item_sites: Mapping[tuple[UUID, UUID], ItemSiteFacts]
    components: tuple[ComponentFacts, ...]
    routing_steps: tuple[RoutingStepFacts, ...]
    work_centers: Mapping[UUID, WorkCenterFacts]
    shift_hours: Mapping[tuple[UUID, int], Decimal]
    calendar_exceptions: Mapping[tuple[UUID, date], Decimal]
    work_center_exceptions: Mapping[tuple[UUID, date], Decimal]
    shifts: Mapping[tuple[UUID, int], tuple[tuple[time, time], ...]] = field(default_factory=dict)
    deviations: Mapping[UUID, tuple[DeviationFacts, ...]] = field(default_factory=dict)
    remaining_lives: Mapping[UUID, int] = field(default_factory=dict)
    alternates: tuple[AlternateFacts, ...] = ()
    suppliers: Mapping[UUID, SupplierFacts] = field(default_factory=dict)
    lanes: Mapping[tuple[UUID, UUID], LaneFacts] = field(default_factory=dict)
    # Found once and kept: boards ask for the steps of thousands of plan lines.
    _steps: dict[tuple[UUID, UUID], tuple[RoutingStepFacts, ...]] = field(
        init=False, repr=False, default_factory=dict
    )

    def hours_on(self, work_center: WorkCenterFacts, on: date) -> Decimal:
        """Regular hours of a work centre on a day, as its calendar and the floor's reports make them."""
        known = self.deviations.get(work_center.id, ())
        hours = self._hours_before_downtime(work_center, on, known)
        lost = self.downtime_ratio(work_center, on)
        return (hours * (1 - lost)).quantize(_HUNDREDTH, ROUND_DOWN) if lost else hours

    def _hours_before_downtime(
        self, work_center: WorkCenterFacts, on: date, known: tuple[DeviationFacts, ...]
    ) -> Decimal:
        """The newest report of a day; without one its own exception, else calendar × machines × efficiency.

        A reported efficiency takes the place of the usual one, also in the hours of an exception.
        """
        reported = next((each for each in known if each.covers(on)), None)
        if reported is not None and reported.hours is not None:
            return reported.hours
        usual = work_center.efficiency_ratio
        efficiency = usual
        if reported is not None and reported.efficiency_ratio is not None:
            efficiency = reported.efficiency_ratio
        own = self.work_center_exceptions.get((work_center.id, on))
        if own is not None:
            return own if efficiency == usual else _hundredths(own * efficiency / usual)
        hours = self.calendar_exceptions.get((work_center.calendar_id, on))
        if hours is None:
            hours = self.shift_hours.get((work_center.calendar_id, on.isoweekday()), Decimal(0))
        return _hundredths(hours * work_center.machine_count * efficiency)

    def with_shifts(
        self, calendar_id: UUID, shifts: Sequence[tuple[int, time, time]]
    ) -> "PlanningCatalog":
        """The catalogue with other shifts of a calendar: weekday, start and end of each."""
        hours = {key: each for key, each in self.shift_hours.items() if key[0] != calendar_id}
        times = {key: each for key, each in self.shifts.items() if key[0] != calendar_id}
        for weekday, starts_at, ends_at in sorted(shifts):
            key = (calendar_id, weekday)
            hours[key] = hours.get(key, Decimal(0)) + shift_hours(starts_at, ends_at)
            times[key] = (*times.get(key, ()), (starts_at, ends_at))
        return replace(self, shift_hours=hours, shifts=times)

    def with_calendar(self, work_center_id: UUID, calendar_id: UUID) -> "PlanningCatalog":
        """The catalogue with a work centre on another calendar."""
        center = replace(self.work_centers[work_center_id], calendar_id=calendar_id)
        return replace(self, work_centers={**self.work_centers, work_center_id: center})

    def with_time_zone(self, site_id: UUID, time_zone: str) -> "PlanningCatalog":
        """The catalogue with a site whose days are days in another time zone."""
        site = replace(self.sites[site_id], time_zone=time_zone)
        return replace(self, sites={**self.sites, site_id: site})

    def with_days(
        self, calendar_id: UUID, days: Mapping[date, Decimal | None]
    ) -> "PlanningCatalog":
        """The catalogue with other hours on some days of a calendar; None: as the week has it."""
        found = dict(self.calendar_exceptions)
        for on, hours in days.items():
            found.pop((calendar_id, on), None)
            if hours is not None:
                found[calendar_id, on] = hours
        return replace(self, calendar_exceptions=found)

    def is_closed(self, calendar_id: UUID, on: date) -> bool:
        """Whether who keeps a calendar neither ships nor receives on a day.

        A calendar without any shift closes on its days of 0 hours alone.
        """
        hours = self.calendar_exceptions.get((calendar_id, on))
        if hours is not None:
            return not hours
        has_week = any((calendar_id, weekday) in self.shift_hours for weekday in range(1, 8))
        return has_week and not self.shift_hours.get((calendar_id, on.isoweekday()))

    def kept_calendars(self) -> dict[UUID, UUID]:
        """The calendar that each site and each supplier ships and receives by, and each lane, which has its id."""
        found = {each.id: each.calendar_id for each in self.sites.values() if each.calendar_id}
        found |= {each.id: each.calendar_id for each in self.suppliers.values() if each.calendar_id}
        for facts in self.item_sites.values():
            if facts.lots.calendar_id is not None:
                found[facts.lots.calendar_id] = facts.lots.calendar_id
        return found

    def closed_days(self, first: date, day_count: int) -> dict[UUID, frozenset[date]]:
        """The days on which nothing begins or arrives, by site, supplier and lane."""
        days = list(days_from(first, day_count))
        kept = self.kept_calendars()
        closed = {
            calendar_id: frozenset(on for on in days if self.is_closed(calendar_id, on))
            for calendar_id in set(kept.values())
        }
        return {place_id: closed[calendar_id] for place_id, calendar_id in kept.items()}

    def sites_supplied_by(self, place_id: UUID) -> set[UUID]:
        """The sites whose plans hang on when a site, supplier or lane is open."""
        found = {place_id} & self.sites.keys()
        for facts in self.item_sites.values():
            if place_id in {facts.source_site_id, facts.supplier_id, facts.lots.calendar_id}:
                found.add(facts.site_id)
        for other in self.alternates:
            if place_id in {other.source_site_id, other.supplier_id}:
                found.add(other.site_id)
        return found

    def sites_open_by(self, calendar_id: UUID) -> set[UUID]:
        """The sites whose plans hang on the days of a calendar that somebody ships or receives by."""
        return {
            site_id
            for place_id, kept in self.kept_calendars().items()
            if kept == calendar_id
            for site_id in self.sites_supplied_by(place_id)
        }

    def usual_hours_on(self, work_center: WorkCenterFacts, on: date) -> Decimal:
        """Regular hours of a work centre on a day, whatever has been reported."""
        return self._hours_before_downtime(work_center, on, ())

    def hours_lost(
        self, work_center: WorkCenterFacts, first: date, day_count: int
    ) -> dict[date, Decimal]:
        """By how much the hours of some days fall short of the calendar because of what was reported."""
        lost = {}
        for on in days_from(first, day_count):
            missing = self.usual_hours_on(work_center, on) - self.hours_on(work_center, on)
            if missing > 0:
                lost[on] = missing
        return lost

    def downtime_ratio(self, work_center: WorkCenterFacts, on: date) -> Decimal:
        """The share of a day's machine hours that reported downtime takes, 0 to 1.

        Measured on the day's shifts; on a day without any on the whole day.
        """
        down = [each for each in self.deviations.get(work_center.id, ()) if each.is_downtime]
        if not down:
            return Decimal(0)
        zone = ZoneInfo(self.sites[work_center.site_id].time_zone)
        whole_day = ((time(0), time(0)),)
        shifts = self.shifts.get((work_center.calendar_id, on.isoweekday())) or whole_day
        total, lost = 0, 0
        for starts_at, ends_at in shifts:
            start = datetime.combine(on, starts_at, zone).astimezone(UTC)
            end = datetime.combine(
                on + timedelta(days=int(ends_at <= starts_at)), ends_at, zone
            ).astimezone(UTC)
            total += _seconds(start, end) * work_center.machine_count
            lost += _machine_seconds_down(down, start, end, work_center.machine_count)
        return Decimal(lost) / total if total else Decimal(0)

    def steps_of(
        self, item_id: UUID, site_id: UUID, alternate_id: UUID | None = None
    ) -> Sequence[RoutingStepFacts | AlternateStepFacts]:
        """The steps by which an item is made at a site, in their order; none where it is not made."""
        other = self._alternate(alternate_id)
        if not self.is_made(item_id, site_id, alternate_id):
            return ()
        if other is not None and other.steps:
            return other.steps
        if not self._steps:
            for step in sorted(self.routing_steps, key=lambda step: step.sequence):
                key = (step.item_id, step.site_id)
                self._steps[key] = (*self._steps.get(key, ()), step)
        return self._steps.get((item_id, site_id), ())

    def components_of(
        self, item_id: UUID, alternate_id: UUID | None = None
    ) -> Sequence[ComponentFacts | AlternateComponentFacts]:
        """What one unit of an item takes, made the usual way or by an alternate."""
        other = self._alternate(alternate_id)
        if other is not None and other.components:
            return other.components
        return [line for line in self.components if line.parent_item_id == item_id]

    def is_made(self, item_id: UUID, site_id: UUID, alternate_id: UUID | None = None) -> bool:
        """Whether an item is made at a site, the usual way or by an alternate."""
        facts = self._alternate(alternate_id) or self.item_sites.get((item_id, site_id))
        return facts is not None and facts.procurement == "make"

    def alternates_of(self, item_id: UUID, site_id: UUID) -> list[AlternateFacts]:
        """The other ways to an item at a site, in the order in which they are tried."""
        return [
            each for each in self.alternates if (each.item_id, each.site_id) == (item_id, site_id)
        ]

    def _alternate(self, alternate_id: UUID | None) -> AlternateFacts | None:
        return next((each for each in self.alternates if each.id == alternate_id), None)

    def plan_site_of(self, item_id: UUID, site_id: UUID) -> UUID:
        """The site whose plan makes or buys what is wanted here: transfers are followed upstream."""
        seen: set[UUID] = set()
        here = site_id
        while here not in seen:
            seen.add(here)
            facts = self.item_sites.get((item_id, here))
            if facts is None or facts.procurement != "transfer" or facts.source_site_id is None:
                return here
            here = facts.source_site_id
        return here

    def sites_behind(self, item_id: UUID, site_id: UUID) -> tuple[UUID, ...]:
        """The site itself and those that it is supplied from by transfer, in that order."""
        found = [site_id]
        facts = self.item_sites.get((item_id, site_id))
        while (
            facts is not None
            and facts.source_site_id is not None
            and facts.source_site_id not in found
        ):
            found.append(facts.source_site_id)
            facts = self.item_sites.get((item_id, facts.source_site_id))
        return tuple(found)


def _machine_seconds_down(
    down: list[DeviationFacts], start: datetime, end: datetime, machine_count: int
) -> int:
    """Seconds × machines that stand still in a shift; never more machines than there are."""
    cuts = {start, end}
    for each in down:
        for moment in (each.down_from_at, each.down_until_at):
            if moment is not None and start < moment < end:
                cuts.add(moment)
    ordered = sorted(cuts)
    lost = 0
    for first, last in pairwise(ordered):
        standing = sum(
            machine_count if each.machine_count is None else each.machine_count
            for each in down
            if each.down_from_at is not None
            and each.down_until_at is not None
            and each.down_from_at <= first
            and last <= each.down_until_at
        )
        lost += _seconds(first, last) * min(standing, machine_count)
    return lost


def _hundredths(hours: Decimal) -> Decimal:
    return hours.quantize(_HUNDREDTH)


def _seconds(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds())


def shift_hours(starts_at: time, ends_at: time) -> Decimal:
    """The length of a shift in hours; one that ends before it starts ends next day.

    >>> shift_hours(time(22), time(6))
    Decimal('8')
    """
    day = date(2000, 1, 1)
    start = datetime.combine(day, starts_at)
    end = datetime.combine(day + timedelta(days=int(ends_at <= starts_at)), ends_at)
    return Decimal(int((end - start).total_seconds())) / _SECONDS_AN_HOUR


def days_from(first: date, count: int) -> Iterator[date]:
    """`count` days from the first one on."""
    return (first + timedelta(days=number) for number in range(count))
