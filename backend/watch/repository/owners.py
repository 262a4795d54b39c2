"""Who owns what a rule raises at a site, and on which days they work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from backend.approval.queries import stand_ins
from backend.catalog.queries import planning_catalog
from backend.watch.model.rule import Rule
from backend.watch.model.telling import IsWorkingDay, every_day, next_owner
from backend.watch.repository.rules import sites_seen_by


@dataclass(frozen=True, slots=True)
class Owners:
    """What sites owners and deputies see now, and who stands in for whom."""

    sees: Mapping[UUID, frozenset[UUID]]
    stand_ins: Mapping[UUID, UUID]

    def watches(self, rule: Rule, site_id: UUID) -> bool:
        """Whether anybody whom a rule names sees a site; else nothing of it is looked at for them."""
        return any(self.may(each, site_id) for each in (rule.owner_id, *rule.deputy_ids))

    def may(self, person_id: UUID, site_id: UUID) -> bool:
        """Whether somebody sees a site."""
        return site_id in self.sees.get(person_id, frozenset())

    def owner_at(self, rule: Rule, site_id: UUID, after: UUID | None = None) -> UUID | None:
        """Who has an alert of a rule at a site, after somebody; while they are away who stands in for them."""
        owner = next_owner(rule, after, lambda person: self.may(person, site_id))
        if owner is None:
            return None
        other = self.stand_ins.get(owner)
        return other if other is not None and self.may(other, site_id) and other != after else owner


async def owners_of(rules: Iterable[Rule], now: datetime) -> Owners:
    """The people whom rules name, and those who stand in for them at a moment."""
    people = {each for rule in rules for each in (rule.owner_id, *rule.deputy_ids)}
    others = await stand_ins(people, now)
    return Owners(await sites_seen_by({*people, *others.values()}), others)


async def working_days_of(rule: Rule) -> IsWorkingDay:
    """The days on which the owner works, by the rule's calendar; every day without one."""
    if rule.calendar_id is None:
        return every_day
    catalog, calendar_id = await planning_catalog(), rule.calendar_id

    def is_working_day(on: date) -> bool:
        usual = catalog.shift_hours.get((calendar_id, on.isoweekday()), 0)
        return catalog.calendar_exceptions.get((calendar_id, on), usual) > 0

    return is_working_day
