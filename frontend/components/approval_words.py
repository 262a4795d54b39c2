"""Rules of approval in words: who is asked, under which conditions, by when."""

from dataclasses import replace
from decimal import Decimal

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from shared.schemas.approval import ApprovalNeed, ApprovalRuleView, ApprovalStep, NamedApprover

_HOUR = 60


def approver_words(voice: Voice, approver: NamedApprover) -> str:
    """Name a person, or anybody with a role."""
    if approver.role is not None:
        return voice.say_code("approval-role", approver.role)
    return approver.person_name or voice.say("approval-somebody")


def conditions(voice: Voice, rule: ApprovalRuleView) -> str:
    """Say when a rule asks; all of it has to hold."""
    said = [
        rule.least_value is not None
        and voice.say(
            "approval-if-value",
            value=replace(voice, currency=rule.currency).money(rule.least_value),
        ),
        rule.least_days_late is not None
        and voice.say("approval-if-late", days=rule.least_days_late),
        rule.least_fence is not None
        and voice.say("approval-if-fence", fence=voice.say_code("fence", rule.least_fence)),
        rule.lowest_priority is not None
        and voice.say("approval-if-priority", priority=rule.lowest_priority),
        rule.site_name is not None and voice.say("approval-if-site", site=rule.site_name),
    ]
    found = [each for each in said if each]
    return voice.joined(found) if found else voice.say("approval-always")


def asked_words(voice: Voice, rule: ApprovalRuleView) -> str:
    """Say who has to agree, and whether all of them, in this order."""
    names = [approver_words(voice, each) for each in rule.approvers]
    if len(names) == 1:
        return names[0]
    if not rule.needs_all:
        return voice.say("approval-any-of", names=voice.joined(names))
    key = "approval-in-order" if rule.in_order else "approval-all-of"
    return voice.say(key, names=voice.joined(names))


def deadline_words(voice: Voice, rule: ApprovalRuleView) -> str:
    """Say by when, and what comes then; empty without a deadline of the rule's own."""
    if rule.decide_within_minutes is None:
        return ""
    hours = voice.number(Decimal(rule.decide_within_minutes) / _HOUR)
    is_work = rule.in_working_time
    if rule.escalate_to is None:
        return voice.say("approval-within-work" if is_work else "approval-within", hours=hours)
    key = "approval-within-work-then" if is_work else "approval-within-then"
    return voice.say(key, hours=hours, name=approver_words(voice, rule.escalate_to))


def approval_need(voice: Voice, need: ApprovalNeed | None) -> VdomDict | None:
    """Draw who has agreed to a way out and who is missing; nothing where any one supervisor is enough."""
    if need is None or (not need.rule_name and need.is_viewers):
        return None
    heading = (
        voice.say("approval-by-rule", rule=need.rule_name)
        if need.rule_name
        else voice.say("approval-usual")
    )
    return html.section(
        {"className": "approvals t-s"},
        html.h3({"className": "b"}, heading),
        html.ul(
            *(
                html.li({"key": f"{place}"}, *_step(voice, step))
                for place, step in enumerate(need.steps)
            )
        ),
        html.p(
            {"className": "dim"},
            voice.say("approval-escalated", name=approver_words(voice, need.escalated_to)),
        )
        if need.escalated_to
        else None,
    )


def _step(voice: Voice, step: ApprovalStep) -> list[VdomDict]:
    asked = approver_words(voice, step.asked)
    if step.given_by_name is None or step.given_at is None:
        words = voice.say("approval-missing" if step.is_open else "approval-later", name=asked)
        return [
            icon("waiting", "s"),
            html.span({"className": "" if step.is_open else "dim"}, words),
        ]
    facts = {"name": step.given_by_name, "time": voice.moment(step.given_at)}
    words = (
        voice.say("approval-given-for", person=step.in_place_of_name, **facts)
        if step.in_place_of_name
        else voice.say("approval-given", **facts)
    )
    return [status("tick", words, "kept")]
