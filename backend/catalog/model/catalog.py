"""All master data that planning reads, and what follows from it: hours, open days, steps, where things come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_DOWN, Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.catalog.model.facts import (
    AlternateComponentFacts,
    AlternateFacts,
    AlternateStepFacts,
    CompanyFacts,
    ComponentFacts,
    DeviationFacts,
    ItemFacts,
    ItemSiteFacts,
    LaneFacts,
    RoutingStepFacts,
    SiteFacts,
    SupplierFacts,
    WorkCenterFacts,
)
from backend.catalog.model.hours_of_day import (
    HUNDREDTH,
    days_from,
    hundredths,
    machine_seconds_down,
    seconds_between,
    shift_hours,
)


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
        return (hours * (1 - lost)).quantize(HUNDREDTH, ROUND_DOWN) if lost else hours

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
            return own if efficiency == usual else hundredths(own * efficiency / usual)
        hours = self.calendar_exceptions.get((work_center.calendar_id, on))
        if hours is None:
            hours = self.shift_hours.get((work_center.calendar_id, on.isoweekday()), Decimal(0))
        return hundredths(hours * work_center.machine_count * efficiency)

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
            total += seconds_between(start, end) * work_center.machine_count
            lost += machine_seconds_down(down, start, end, work_center.machine_count)
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
        self, item_id: UUID, on: date, alternate_id: UUID | None = None
    ) -> Sequence[ComponentFacts | AlternateComponentFacts]:
        """What one unit of an item takes that is begun on a day, the usual way or by an alternate."""
        other = self._alternate(alternate_id)
        if other is not None and other.components:
            return other.components
        return [
            line for line in self.components if line.parent_item_id == item_id and line.is_valid(on)
        ]

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
