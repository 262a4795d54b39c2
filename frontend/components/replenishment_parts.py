"""Parts of the pages that show what alerts have led to: rows, and what is to be done."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.alternatives import adjustment_words
from frontend.components.button import button
from frontend.components.frame import section
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.replenishment import RefillShown, ReplenishmentRow, ReplenishmentView
from shared.terms import ProposalStatus
from shared.watch_terms import ReplenishmentCause

_WHY = {
    ReplenishmentCause.RULE: "replenishment-why",
    ReplenishmentCause.SUPPLY_END: "replenishment-why-supply-end",
}

Press = Callable[..., Awaitable[None]]


def waiting_of(rows: list[ReplenishmentRow]) -> list[ReplenishmentRow]:
    """Return those that wait for a decision."""
    return [row for row in rows if row.status is ProposalStatus.OPEN]


def waiting_rows(voice: Voice, rows: list[ReplenishmentRow]) -> VdomDict | None:
    """Draw those that wait for a decision, above the proposals; nothing where none does."""
    found = waiting_of(rows)
    if not found:
        return None
    return html.section(
        section(voice.say("replenishment-waiting")),
        html.div(
            {"className": "sheet"}, *(_row(voice, row, row_words(voice, row)) for row in found)
        ),
    )


def started_rows(voice: Voice, rows: list[ReplenishmentRow]) -> list[VdomDict]:
    """Draw what an alert has started, with how it ended; nothing where it started nothing."""
    if not rows:
        return []
    return [
        section(voice.say("replenishment-started")),
        html.div({"className": "sheet"}, *(_row(voice, row, _ended(voice, row)) for row in rows)),
    ]


def row_words(voice: Voice, row: ReplenishmentRow) -> str:
    """Say where it is and what it comes from."""
    return f"{row.site_name} · {came_from(voice, row)}"


def came_from(voice: Voice, row: ReplenishmentRow | ReplenishmentView) -> str:
    """Say what it comes from: a rule, a promotion, the item's season, or what a rule found of these."""
    said = []
    if row.is_by_rule:
        said.append(voice.say("replenishment-by-rule", name=row.rule_name))
    if row.cause is not ReplenishmentCause.RULE:
        said.append(voice.say_code("replenishment-by", row.cause.value, name=row.promotion_name))
    return " · ".join(said)


def propose_button(voice: Voice, press: Press, waiting_id: UUID | None) -> VdomDict:
    """Draw what has proposed what is missing; where that waits already, the way to its decision."""
    if waiting_id is not None:
        return html.a(
            {"className": "btn slim", "href": f"/replenishments/{waiting_id}"},
            voice.say("replenishment-waits-already"),
        )
    return button(
        {"className": "btn slim", "type": "button", "onClick": press},
        voice.say("replenishment-propose"),
    )


def _ended(voice: Voice, row: ReplenishmentRow) -> str:
    if row.status is ProposalStatus.WITHDRAWN:
        return voice.say("replenishment-needed-no-more")
    if row.is_automatic:
        return voice.say("replenishment-by-itself")
    return voice.say_code("status", row.status)


def _row(voice: Voice, row: ReplenishmentRow, said: str) -> VdomDict:
    sum_ = (
        voice.say(
            "replenishment-started-row",
            amount=voice.amount(row.quantity, row.unit),
            day=voice.day(row.on),
        )
        if row.quantity is not None and row.on is not None
        else voice.say("replenishment-needed-no-more")
    )
    return html.a(
        {"className": "row flex", "href": f"/replenishments/{row.id}", "key": str(row.id)},
        icon("plan", "l"),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, voice.say("replenishment-waits", item=row.item_name)),
            html.p({"className": "t-s dim"}, said),
            html.p({"className": "t-s"}, sum_),
        ),
        html.span({"className": "m nw"}, voice.moment(row.decide_by))
        if row.status is ProposalStatus.OPEN
        else None,
        icon("next", "dimmer l"),
    )


def standing(voice: Voice, view: ReplenishmentView) -> str:
    """Say by when it has to be decided, or how it ended."""
    if view.status is ProposalStatus.OPEN:
        return voice.say("replenishment-decide-by", moment=voice.moment(view.decide_by))
    moment = voice.moment(view.decided_at or view.opened_at)
    if view.status is ProposalStatus.WITHDRAWN:
        return voice.say("replenishment-withdrawn", moment=moment)
    if view.is_automatic:
        return voice.say("replenishment-alone", moment=moment)
    return voice.say(
        "replenishment-decided",
        status=voice.say_code("status", view.status),
        name=view.decided_by_name or "",
        moment=moment,
    )


def what_is_done(voice: Voice, view: ReplenishmentView) -> list[VdomDict]:
    """Draw how much is missing, what fills it up until when, and why somebody is asked."""
    found = view.refill
    if found is None:
        return [html.p({"className": "pad"}, voice.say("replenishment-none"))]
    money = replace(voice, currency=view.currency)
    is_open = view.status is ProposalStatus.OPEN
    return [
        section(voice.say("replenishment-what")),
        html.div(
            {"className": "pad"},
            html.p({"className": "t-l m"}, _sum(money, view, found)),
            html.p(
                {"className": "t-s"},
                voice.say(
                    _WHY.get(view.cause, "replenishment-why-expected"),
                    missing=voice.amount(found.missing, view.unit),
                    day=voice.day(found.on),
                    stock=voice.amount(found.stock, view.unit),
                ),
            ),
            html.p({"className": "st risk t-s"}, icon("risk", "s"), voice.say("replenishment-rush"))
            if found.is_rush
            else None,
        ),
        html.ul(
            {"className": "sheet plain"},
            *(
                html.li(
                    {"className": "row flex", "key": f"{place}"},
                    icon("plan"),
                    html.span({"className": "grow"}, adjustment_words(voice, each)),
                )
                for place, each in enumerate(found.adjustments)
            ),
        ),
        *(_asked(voice, found) if is_open and found.why_asked else []),
    ]


def _asked(voice: Voice, found: RefillShown) -> list[VdomDict]:
    return [
        section(voice.say("replenishment-asked")),
        html.ul(
            {"className": "pad t-s"},
            *(
                html.li({"key": each.value}, voice.say_code("replenishment-asked", each))
                for each in found.why_asked
            ),
        ),
    ]


def _sum(voice: Voice, view: ReplenishmentView, found: RefillShown) -> str:
    return voice.say(
        "replenishment-sum",
        amount=voice.amount(found.quantity, view.unit),
        day=voice.day(found.on),
        value=voice.money(found.value),
    )
