"""What alert rules start and rules of approval ask, in a story: refills, who approves, by when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from backend.approval.model import (
    USUAL,
    Approver,
    Counted,
    Deadline,
    Effect,
    Rule,
    Signatory,
    check_rule,
    counted_deadline,
    counted_on,
    deadline_of,
    next_step,
    rule_for,
)
from backend.approval.model import (
    Given as Approval,
)
from backend.engine.ground import ground_of
from backend.engine.refill import Refill, Window, refill, refill_window
from backend.engine.situation import Expected, Node, Situation
from backend.replenishment.model import (
    best_priority,
    is_rush,
    is_started,
    level_of,
    why_asked,
)
from shared.problem import ProblemError
from shared.terms import Fence, Role
from shared.watch_terms import FlowStart, Threshold, WhyAsked
from tests.golden.urgent_answers import hours_in
from tests.planning import Given, amount, named, situation_from


def started(given: Given) -> list[dict[str, Any]]:
    """What a rule starts for each position, whether anybody is asked and why, or that it starts nothing."""
    situation, rule = situation_from(given), given["rule"]
    said = []
    for row in given["positions"]:
        node = named(row["item"]), named(row.get("site", "Riga"))
        ground = ground_of(situation)
        facts = ground.facts[node]
        answer: dict[str, Any] = {"position": row["item"]}
        said.append(answer)
        if not is_started(FlowStart(rule.get("starts", "either")), facts.procurement):
            answer["starts"] = "nothing: it is got another way"
            continue
        if "window" in rule:
            answer |= _placed(_expected(situation, node, rule["window"], row), ())
            continue
        level = level_of(
            amount(rule["fill_to"]),
            Threshold(rule.get("in", "absolute")),
            facts,
            amount(row.get("pack", 1)),
        )
        rush = is_rush(rule.get("at_once_for_class"), best_priority(ground.demands.at(node)))
        found = refill(situation, node, level, at_once=rush)
        if found is None:
            answer |= _placed(None, ())
            continue
        limit = rule.get("without_asking")
        against = why_asked(
            found,
            None if limit is None else amount(limit),
            may_act=rule.get("seconded", True),
            approval_rule=Rule(named("asks"), "asks", USUAL.approvers)
            if rule.get("approval_rule")
            else USUAL,
        )
        answer |= _placed(found, against)
    return said


def _expected(situation: Situation, node: Node, window: Given, row: Given) -> Refill | None:
    """What fills up what is expected through some days beyond what can be promised."""
    expected = [
        Expected(each["from"], each["to"], amount(each["quantity"])) for each in row["expected"]
    ]
    days = Window(
        window["from"],
        window["to"],
        is_ahead=window.get("ahead", False),
        pack=amount(row.get("pack", 1)),
    )
    return refill_window(situation, node, days, expected)


def _placed(found: Refill | None, against: Sequence[WhyAsked]) -> dict[str, Any]:
    if found is None:
        return {"starts": "nothing: it fills by itself, or cannot"}
    return {
        "missing": str(found.missing),
        "quantity": str(found.quantity),
        "on": found.on.isoformat(),
        "value": str(found.value),
        "fence": found.fence.value,
        "does": [
            " ".join(
                str(part)
                for part in (each.kind.value, each.quantity, each.item_name, each.on)
                if part
            )
            for each in found.adjustments
        ],
        "asks": [reason.value for reason in against] or "nobody",
    }


def asked(given: Given) -> list[str]:
    """Which rule of approval each way out falls under; the usual one is the site's supervisor."""
    rules = [_rule(row) for row in given["rules"]]
    for rule in rules:
        check_rule(rule)
    return [rule_for(rules, _effect(row)).name or "the usual rule" for row in given["ways"]]


def agreed(given: Given) -> list[str]:
    """What becomes of each approval, given in this order."""
    rule = _rule(given["rule"])
    check_rule(rule)
    people = given["people"]
    given_so_far: list[Approval] = []
    said = []
    for name in given["approvals"]:
        signatories = [
            Signatory(named(each), frozenset(map(Role, people[each]["roles"])))
            for each in (name, *people[name].get("stands_in_for", ()))
        ]
        try:
            step = next_step(
                rule, given_so_far, signatories, is_escalated=given.get("escalated", False)
            )
        except ProblemError as problem:
            said.append(f"{name}: {problem.code}")
            continue
        given_so_far.append(Approval(step.place, named(name), step.for_id))
        whose = next(each for each in people if named(each) == step.for_id)
        place = "" if whose == name else f" for {whose}"
        said.append(
            f"{name} approves{place}, {'that is enough' if step.is_last else 'more are asked'}"
        )
    return said


def deadlines(given: Given) -> dict[str, dict[str, str]]:
    """By when what was opened is to be decided, and when it is reminded of, on the site's clock."""
    found = {}
    for row in given["opened"]:
        zone = ZoneInfo(row["zone"])
        deadline = _deadline(given, row)
        found[_local(row["at"], zone)] = _said(deadline, row["at"], zone)
    return found


def deadlines_moved(given: Given) -> dict[str, dict[str, dict[str, str]]]:
    """The same after every change of the working hours, each on the one before it; what is over stays."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    standing = {row["at"]: _deadline(given, row) for row in given["opened"]}
    before = hours_in(given)
    for name, change in given["changes"].items():
        after = hours_in({**given, **change})
        for row in given["opened"]:
            deadline = standing[row["at"]]
            if deadline.counted is not None and deadline.decide_by > change["at"]:
                counted = counted_on(deadline.counted, change["at"], before, after)
                standing[row["at"]] = counted_deadline(counted, after)
        before = after
        found[name] = {
            _local(row["at"], zone): _said(standing[row["at"]], row["at"], zone)
            for row in given["opened"]
            for zone in [ZoneInfo(row["zone"])]
        }
    return found


def _deadline(given: Given, row: Given) -> Deadline:
    rule = Rule(
        id=None,
        name="as told",
        approvers=USUAL.approvers,
        decide_within=timedelta(hours=given["within_hours"]),
        remind_before=timedelta(hours=given["remind_before_hours"]),
        in_working_time="weeks" in given,
    )
    assert rule.decide_within is not None
    counted = Counted(named("Riga"), None, row["at"], rule.decide_within, rule.remind_before)
    hours = hours_in(given) if rule.in_working_time else None
    return deadline_of(rule, counted, hours, is_urgent=row.get("urgent", False))


def _said(deadline: Deadline, opened: datetime, zone: ZoneInfo) -> dict[str, str]:
    answer = {"decide_by": _local(deadline.decide_by, zone)}
    if deadline.remind_at is not None and deadline.remind_at > opened:
        answer["reminded"] = _local(deadline.remind_at, zone)
    return answer


def _local(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%a %Y-%m-%d %H:%M} {zone.key}"


def _rule(row: Given) -> Rule:
    return Rule(
        id=named(row["name"]),
        name=row["name"],
        approvers=tuple(_approver(each) for each in row["asks"]),
        least_value=_decimal(row.get("from_value")),
        least_days_late=row.get("from_days_late"),
        least_fence=Fence(row["from_fence"]) if "from_fence" in row else None,
        lowest_priority=row.get("class"),
        site_id=named(row["site"]) if "site" in row else None,
        needs_all=row.get("all", False),
        in_order=row.get("in_order", False),
        decide_within=timedelta(hours=row["within_hours"]) if "within_hours" in row else None,
        escalate_to=_approver(row["then"]) if "then" in row else None,
    )


def _approver(name: str) -> Approver:
    return Approver(Role(name)) if name in set(Role) else Approver(person_id=named(name))


def _effect(row: Given) -> Effect:
    return Effect(
        site_id=named(row.get("site", "Riga")),
        value=amount(row.get("value", 0)),
        days_late=row.get("days_late", 0),
        fence=Fence(row.get("fence", "free")),
        priority=row.get("class", 9),
    )


def _decimal(value: object) -> Decimal | None:
    return None if value is None else amount(value)


STARTS: Mapping[str, Callable[[Given], Any]] = {
    "started": started,
    "asked": asked,
    "agreed": agreed,
    "deadlines": deadlines,
    "deadlines_moved": deadlines_moved,
}
