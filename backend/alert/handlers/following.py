"""Keeps alerts in step with their causes.

Wanted in the flow: `ProposalOpened` → `watch_proposal`; `ProposalRefreshed`, `ProposalDecided`,
`ProposalWithdrawn` → `follow_proposal`; `PromisesMoved` → `tell_moved_promises`; `PromisesReturned` → `tell_returned`; `AllocationDecided` → `tell_allocated`, `follow_agreements`;
`AllocationUndone` → `untell_allocated`, `follow_agreements`;
`PromisesGained` → `tell_gained`; `AgreementDue`, `AdoptionDecided`, `ReplenishmentDecided` → `follow_agreements`; `DecisionDue` → `follow_proposal`; `KPICrossed` → `follow_kpi`;
`PlanRevised`, `CompanyLoaded` → `look_again`. Timetable: `CheckAlerts` every five minutes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from backend.alert import repository
from backend.alert.commands import AcknowledgeAlert, CheckAlerts
from backend.alert.events import AlertAcknowledged, AlertCleared, AlertRaised, DecisionDue
from backend.alert.model import (
    AlertKind,
    Cause,
    Standing,
    cause_of_kpi,
    cause_of_overdue_agreement,
    cause_of_overdue_proposal,
    cause_of_overdue_supply,
    cause_of_shortage,
    causes_of_moved_promises,
    causes_of_notices,
    causes_of_slips,
    gravest,
    moves_between,
    plain,
    slips_key,
)
from backend.allocation.events import AllocationDecided, AllocationUndone, PromisesGained
from backend.approval.events import DecideByMoved
from backend.catalog.queries import planning_catalog
from backend.dispatch import Context
from backend.floor.events import PromisesMoved, PromisesReturned
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from backend.kit.clock import day_at
from shared.terms import AlertSeverity, ProposalStatus
from shared.watch_terms import AlertStepKind

if TYPE_CHECKING:
    # Neighbours do not know each other; the flow brings the event, its shape is all that is needed.
    from backend.kpi.events import KPICrossed


class AboutProposal(Protocol):
    """Any event that names a proposal."""

    @property
    def proposal_id(self) -> UUID:
        """The proposal."""
        ...


async def acknowledge_alert(command: AcknowledgeAlert, context: Context) -> None:
    """Note that the actor has seen an alert of theirs."""
    viewer = await viewer_for(context.actor_id)
    found = await repository.acknowledge(
        command.alert_id, viewer.scope_ids, viewer.person_id, context.now
    )
    if not found:
        raise NotFoundError
    await repository.add_step(
        command.alert_id, AlertStepKind.ACKNOWLEDGED, context.now, by=viewer.person_id
    )
    context.emit(AlertAcknowledged(command.alert_id))


async def check_alerts(command: CheckAlerts, context: Context) -> None:
    """Look for causes that come or go by themselves, as time passes or data arrive."""
    overdue = [
        cause
        for proposal_id in await repository.overdue_proposal_ids(context.now)
        for cause in _overdue_causes(await repository.proposal_effects(proposal_id), context)
    ]
    await follow_causes(AlertKind.PROPOSAL_OVERDUE, "", overdue, context)
    await follow_agreements(command, context)
    await look_again(command, context)
    await _clear_closed_lines(context)


async def look_again(event: object, context: Context) -> None:  # noqa: ARG001 -- whatever moved, everything is looked at
    """Compare stock and deliveries with what they should be."""
    catalog = await planning_catalog()
    today = {site.id: day_at(context.now, site.time_zone) for site in catalog.sites.values()}
    supplies = [cause_of_overdue_supply(each) for each in await repository.overdue_supplies(today)]
    await follow_causes(AlertKind.SUPPLY_OVERDUE, "", supplies, context)
    short = [cause_of_shortage(each) for each in await repository.shortages(context.now)]
    await follow_causes(AlertKind.STOCK_SHORT, "", short, context)


async def watch_proposal(event: AboutProposal, context: Context) -> None:
    """A proposal was opened: say whose orders would slip, and look again when its time has come."""
    proposal = await repository.proposal_effects(event.proposal_id)
    if proposal is None:
        return
    context.emit(DecisionDue(event.proposal_id), run_at=max(proposal["decide_by"], context.now))
    await _follow_slips(proposal, context)


async def watch_moved_deadline(event: DecideByMoved, context: Context) -> None:
    """A proposal is to be decided earlier or later than it was: look again then."""
    if await repository.proposal_effects(event.proposal_id) is not None:
        context.emit(DecisionDue(event.proposal_id), run_at=max(event.decide_by, context.now))


async def follow_proposal(event: AboutProposal, context: Context) -> None:
    """A proposal moved on: so do the alerts about it."""
    proposal = await repository.proposal_effects(event.proposal_id)
    if proposal is None:
        return
    await _follow_slips(proposal, context)
    key = f"{AlertKind.PROPOSAL_OVERDUE}:{event.proposal_id}"
    await follow_causes(
        AlertKind.PROPOSAL_OVERDUE, key, list(_overdue_causes(proposal, context)), context
    )


async def tell_moved_promises(event: PromisesMoved, context: Context) -> None:
    """What the floor reported has made promises impossible: tell who looks after those customers."""
    lines = await repository.open_lines([each.demand_line_id for each in event.promises])
    causes = causes_of_moved_promises(event.report_id, event.promises, lines)
    # Told once and until the order has left: the next report breaks other promises.
    await follow_causes(
        AlertKind.ORDER_SLIPS, slips_key(event.report_id), causes, context, clears=False
    )


async def tell_returned(event: PromisesReturned, context: Context) -> None:
    """What made promises impossible is over: tell who looks after those customers, and take back what is kept again."""
    lines = await repository.open_lines([each.demand_line_id for each in event.promises])
    late = [each for each in event.promises if each.days_late]
    key = slips_key(event.report_id)
    causes = causes_of_moved_promises(event.report_id, late, lines)
    await follow_causes(AlertKind.ORDER_SLIPS, key, causes, context, clears=False)
    for each in event.promises:
        if not each.days_late:
            own = f"{key}:{each.demand_line_id}"
            await follow_causes(AlertKind.ORDER_SLIPS, own, [], context)
    causes = causes_of_notices(AlertKind.ORDER_RETURNS, event.report_id, event.promises, lines)
    key = f"{AlertKind.ORDER_RETURNS}:{event.report_id}"
    await follow_causes(AlertKind.ORDER_RETURNS, key, causes, context, clears=False)


async def tell_allocated(event: AllocationDecided, context: Context) -> None:
    """What was short has gone to others: tell who looks after those who come off worse."""
    lines = await repository.open_lines([each.demand_line_id for each in event.promises])
    causes = causes_of_moved_promises(event.allocation_id, event.promises, lines)
    key = slips_key(event.allocation_id)
    await follow_causes(AlertKind.ORDER_SLIPS, key, causes, context, clears=False)


async def tell_gained(event: PromisesGained, context: Context) -> None:
    """What was short has gone to these: tell who looks after them."""
    lines = await repository.open_lines([each.demand_line_id for each in event.promises])
    causes = causes_of_notices(AlertKind.ORDER_GAINS, event.allocation_id, event.promises, lines)
    key = f"{AlertKind.ORDER_GAINS}:{event.allocation_id}"
    await follow_causes(AlertKind.ORDER_GAINS, key, causes, context, clears=False)


async def untell_allocated(event: AllocationUndone, context: Context) -> None:
    """Nobody loses or gains by an allocation that was undone."""
    for kind in (AlertKind.ORDER_SLIPS, AlertKind.ORDER_GAINS):
        await follow_causes(kind, f"{kind}:{event.allocation_id}", [], context)


async def follow_agreements(event: object, context: Context) -> None:  # noqa: ARG001 -- whichever it was, all are looked at
    """Adoptions, allocations and replenishments whose time to decide is over, until they are decided."""
    overdue = await repository.overdue_agreements(context.now)
    causes = [cause_of_overdue_agreement(each) for each in overdue]
    await follow_causes(AlertKind.AGREEMENT_OVERDUE, "", causes, context)


async def follow_kpi(event: "KPICrossed", context: Context) -> None:
    """A figure crossed its threshold: tell the sites that are beyond it, or take it back."""
    causes = [
        cause_of_kpi(
            event.kpi,
            site.site_id,
            {
                "kpi": str(event.kpi),
                "site": site.site_name,
                "value": plain(site.value),
                "threshold": plain(event.threshold),
                "target": plain(event.target),
                "unit": event.unit,
                "currency": event.currency,
            },
        )
        for site in event.sites
        if event.is_crossed
    ]
    await follow_causes(
        AlertKind.KPI_CROSSED, f"{AlertKind.KPI_CROSSED}:{event.kpi}", causes, context
    )


async def _follow_slips(proposal: Mapping[str, Any], context: Context) -> None:
    """Orders that would slip while nobody has decided; those that will, once an alternative was chosen."""
    if proposal["status"] == ProposalStatus.OPEN:
        slips, severity = proposal["impact"].slips, AlertSeverity.RISK
    else:
        chosen = proposal["chosen_alternative"]
        slips = [
            slip
            for way in proposal["alternatives"]
            if way.code == chosen and proposal["status"] in _APPROVED
            for slip in way.losers
        ]
        severity = AlertSeverity.LATE
    lines = await repository.open_lines([slip.demand_line_id for slip in slips])
    causes = causes_of_slips(proposal["id"], slips, lines, severity)
    await follow_causes(AlertKind.ORDER_SLIPS, slips_key(proposal["id"]), causes, context)


async def _clear_closed_lines(context: Context) -> None:
    """An order that has left can neither slip nor gain any more."""
    standing = [
        *await repository.standing_alerts(AlertKind.ORDER_SLIPS),
        *await repository.standing_alerts(AlertKind.ORDER_GAINS),
        *await repository.standing_alerts(AlertKind.ORDER_RETURNS),
    ]
    line_ids = {alert.id: UUID(alert.key.rpartition(":")[2]) for alert in standing}
    still_open = await repository.open_lines(list(line_ids.values()))
    await _clear((each for each in standing if line_ids[each.id] not in still_open), context)


def _overdue_causes(proposal: Mapping[str, Any] | None, context: Context) -> Iterable[Cause]:
    if (
        proposal is None
        or proposal["status"] != ProposalStatus.OPEN
        or proposal["decide_by"] > context.now
    ):
        return
    due_on: date | None = proposal["due_on"]
    yield cause_of_overdue_proposal(
        proposal["id"],
        proposal["scope_id"],
        {
            "customer": proposal["customer"],
            "item": proposal["item"],
            "unit": proposal["unit"],
            "quantity_delta": plain(proposal["quantity_delta"]),
            "due_on": "" if due_on in (None, proposal["due_on_before"]) else due_on.isoformat(),
            "is_cancellation": "yes" if proposal["is_cancellation"] else "",
            "decide_by": proposal["decide_by"].isoformat().replace("+00:00", "Z"),
            "time_zone": proposal["time_zone"],
        },
    )


async def follow_causes(
    kind: AlertKind,
    key_prefix: str,
    causes: list[Cause],
    context: Context,
    *,
    clears: bool = True,
) -> list[tuple[UUID, Cause]]:
    """Make the standing alerts of a kind agree with these causes, and tell what was raised; returns that."""
    moves = moves_between(await repository.standing_alerts(kind, key_prefix), causes)
    raised: dict[UUID, dict[str, UUID]] = defaultdict(dict)
    for cause in moves.to_raise:
        alert_id = await repository.add_alert(cause, context.now, context.caused_at)
        if alert_id is not None:
            await repository.add_step(
                alert_id, AlertStepKind.RAISED, context.now, to=cause.owner_id
            )
            raised[cause.scope_id][cause.key] = alert_id
    for alert, cause in moves.to_update:
        await repository.follow_cause(alert.id, cause)
    if clears:
        await _clear(moves.to_clear, context)
    for scope_id, alerts in raised.items():
        worst = gravest(
            each for each in moves.to_raise if each.scope_id == scope_id and each.key in alerts
        )
        context.emit(AlertRaised(alerts[worst.key], len(alerts)))
    return [
        (raised[cause.scope_id][cause.key], cause)
        for cause in moves.to_raise
        if cause.key in raised[cause.scope_id]
    ]


async def _clear(alerts: Iterable[Standing], context: Context) -> None:
    for alert in alerts:
        await repository.clear_alert(alert.id, context.now)
        await repository.add_step(alert.id, AlertStepKind.CLEARED, context.now)
        context.emit(AlertCleared(alert.id))


_APPROVED = frozenset({ProposalStatus.APPROVED, ProposalStatus.AMENDED})
