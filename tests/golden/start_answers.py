"""What alert rules start and rules of approval ask, in a story: refills, who approves, by when."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from backend.approval.model import (
    USUAL,
    Approver,
    Effect,
    Rule,
    Signatory,
    check_rule,
    next_step,
    rule_for,
)
from backend.approval.model import (
    Given as Approval,
)
from backend.engine.ground import ground_of
from backend.engine.refill import Refill, Window, refill, refill_window
from backend.engine.situation import Expected, Node, Situation
from backend.proposal.model import decide_by
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
    hours = given.get("within_hours")
    within = None if hours is None else timedelta(hours=hours)
    before = given.get("remind_before_hours")
    found = {}
    for row in given["opened"]:
        opened = row["at"]
        zone = ZoneInfo(row["zone"])
        until = decide_by(opened, is_urgent=row.get("urgent", False), within=within)
        answer = {"decide_by": _local(until, zone)}
        if before is not None and until - timedelta(hours=before) > opened:
            answer["reminded"] = _local(until - timedelta(hours=before), zone)
        found[_local(opened, zone)] = answer
    return found


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
}
