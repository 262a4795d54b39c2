"""Parts of the pages on which what is short is shared out: shortages, who gets what, the rules."""

from collections.abc import Callable
from datetime import datetime

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.alternatives import adjustment_words
from frontend.components.button import button
from frontend.components.frame import section
from frontend.components.icon import icon, status
from frontend.components.picker import picker
from frontend.components.voice import Voice
from shared.schemas.allocation import (
    AllocationLot,
    AllocationPreview,
    AllocationRow,
    AllocationRule,
    AllocationShare,
    DecidedAllocation,
    ShortageRow,
)
from shared.schemas.impact import DayQuantity
from shared.terms import AllocationOutcome, AllocationStrategy, ProposalStatus

_TONES = {
    AllocationOutcome.SOONER: ("kept", "kept"),
    AllocationOutcome.KEPT: ("kept", "kept"),
    AllocationOutcome.PART_LATER: ("risk", "risk"),
    AllocationOutcome.LATER: ("late", "late"),
    AllocationOutcome.OPEN: ("short", "late"),
}

_DECIDED = {
    ProposalStatus.APPROVED: ("kept", "kept"),
    ProposalStatus.REJECTED: ("refused", "late"),
    ProposalStatus.SENT_BACK: ("withdrawn", "risk"),
}


def shortage_rows(voice: Voice, rows: list[ShortageRow]) -> VdomDict:
    """Draw each shortage as a row that leads to who would get what."""
    if not rows:
        return html.p({"className": "no-rows dim"}, voice.say("allocation-none"))
    return html.div({"className": "sheet"}, *(_shortage(voice, row) for row in rows))


def _shortage(voice: Voice, row: ShortageRow) -> VdomDict:
    path = (
        f"/allocation/{row.item_id}/{row.site_id}"
        if row.allocation_id is None
        else f"/allocations/{row.allocation_id}"
    )
    missing = voice.say(
        "allocation-missing",
        amount=voice.amount(row.missing, row.unit),
        day=voice.day(row.first_on),
    )
    counted = "allocation-lots" if row.is_component else "allocation-lines"
    lines = voice.say(counted, count=row.line_count)
    broken = voice.say("allocation-broken", count=row.broken_count)
    return html.a(
        {"className": "row flex", "href": path, "key": f"{row.item_id}{row.site_id}"},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, row.item_name),
            html.p({"className": "t-s"}, missing),
            html.p({"className": "t-s dim"}, f"{row.site_name} · {lines}"),
        ),
        html.span(
            {"className": "t-s"},
            status("waiting", voice.say("allocation-waits"), "risk")
            if row.allocation_id
            else status("late", broken, "late")
            if row.broken_count
            else None,
        ),
        icon("next", "dimmer l"),
    )


def waiting_rows(voice: Voice, rows: list[AllocationRow]) -> VdomDict:
    """Draw each allocation that waits for a decision."""
    return html.div({"className": "sheet"}, *(_waiting(voice, row) for row in rows))


def _waiting(voice: Voice, row: AllocationRow) -> VdomDict:
    who = (
        voice.say("allocation-asked-by", name=row.requested_by_name)
        if row.requested_by_name
        else voice.say("allocation-asked-by-report")
    )
    return html.a(
        {"className": "row flex", "href": f"/allocations/{row.id}", "key": str(row.id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, row.item_name),
            html.p({"className": "t-s dim"}, f"{row.site_name} · {who}"),
        ),
        html.span({"className": "m nw"}, voice.moment(row.decide_by)),
        icon("next", "dimmer l"),
    )


def decided_rows(voice: Voice, rows: list[DecidedAllocation]) -> VdomDict:
    """Draw each allocation that was decided lately, with who asked and what became of it."""
    return html.div({"className": "sheet"}, *(_decided(voice, row) for row in rows))


def _decided(voice: Voice, row: DecidedAllocation) -> VdomDict:
    shape, tone = _DECIDED.get(row.status, ("decided", ""))
    words = decided_words(voice, row.status, row.decided_by_name, row.decided_at)
    asked = row.requested_by_name and voice.say("allocation-asked-by", name=row.requested_by_name)
    return html.a(
        {"className": "row flex", "href": f"/allocations/{row.id}", "key": str(row.id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, row.item_name),
            html.p({"className": "t-s"}, status(shape, words, tone)),
            html.p(
                {"className": "t-s dim"},
                " · ".join(part for part in (row.site_name, asked) if part),
            ),
        ),
        icon("next", "dimmer l"),
    )


def decided_words(
    voice: Voice, status: ProposalStatus, name: str | None, decided_at: datetime
) -> str:
    """Say what was decided by whom and when; without a name nothing was short any more."""
    if name is None:
        return voice.say("allocation-closed", moment=voice.moment(decided_at))
    return voice.say(
        "allocation-decided",
        status=voice.say_code("status", status),
        name=name,
        moment=voice.moment(decided_at),
    )


def title(voice: Voice, preview: AllocationPreview) -> VdomDict:
    """Draw what is short, where, and how much."""
    missing = voice.say("allocation-short", amount=voice.amount(preview.missing, preview.unit))
    return html.header(
        {"className": "why-head"},
        html.h1({"className": "t-2xl"}, preview.item_name),
        html.p({"className": "dim"}, f"{preview.site_name} · {missing}"),
    )


def shares(voice: Voice, preview: AllocationPreview) -> list[VdomDict]:
    """Draw who comes off worse, who better, and who gets the same as without a rule."""
    groups = (
        ("allocation-worse", [each for each in preview.shares if each.is_worse]),
        ("allocation-better", [each for each in preview.shares if each.is_better]),
        (
            "allocation-same",
            [each for each in preview.shares if not (each.is_worse or each.is_better)],
        ),
    )
    return [
        *_lots(voice, preview),
        *(
            part
            for key, rows in groups
            if rows
            for part in (
                section(voice.say(key, count=len(rows))),
                html.ul({"className": "sheet"}, *(_share(voice, each, preview) for each in rows)),
            )
        ),
    ]


def _lots(voice: Voice, preview: AllocationPreview) -> list[VdomDict]:
    """Draw the lots that draw on a component, and what becomes of the plan."""
    if not preview.lots:
        return []
    late = [each for each in preview.lots if each.days_late]
    kept = [each for each in preview.lots if not each.days_late]
    done = [adjustment_words(voice, move) for move in preview.moves]
    return [
        section(voice.say("allocation-drawing", count=len(preview.lots))),
        html.ul({"className": "sheet"}, *(_lot(voice, each, preview) for each in (*late, *kept))),
        *(
            (
                section(voice.say("allocation-plan-follows")),
                html.ul(
                    {"className": "sheet"},
                    *(html.li({"className": "row", "key": words}, words) for words in done),
                ),
            )
            if done
            else ()
        ),
    ]


def _lot(voice: Voice, lot: AllocationLot, preview: AllocationPreview) -> VdomDict:
    starts = [
        voice.say(
            "change-answer-part",
            amount=voice.amount(part.quantity, lot.unit),
            day=voice.day(part.on),
        )
        for part in lot.parts
    ]
    word = (
        voice.say_code("allocation-outcome", "later", count=lot.days_late)
        if lot.days_late and not lot.open_quantity
        else voice.say("allocation-outcome-open")
        if lot.open_quantity
        else voice.say("allocation-lot-kept")
    )
    shape, tone = ("late", "late") if lot.days_late else ("kept", "kept")
    made_for = (
        voice.say("allocation-made-for", customer=lot.customer_name, order=lot.order_reference)
        if lot.customer_name
        else voice.say("allocation-made-for-stock")
    )
    drawn = voice.say("allocation-draws", amount=voice.amount(lot.drawn, preview.unit))
    return html.li(
        {"className": "row", "key": f"{lot.reference}-{lot.starts_on}"},
        html.span(
            {"className": "flex between wrap base"},
            html.span({"className": "m"}, f"{lot.item_name} · {lot.reference}"),
            html.span(status(shape, word, tone)),
        ),
        html.span(
            {"className": "own-line"},
            voice.say("allocation-starts", parts=voice.listed(starts))
            if starts
            else voice.say("allocation-gets-none"),
        ),
        html.span({"className": "t-s dim own-line"}, f"{made_for} · {drawn}"),
    )


def _share(voice: Voice, share: AllocationShare, preview: AllocationPreview) -> VdomDict:
    unit = share.unit or preview.unit
    shape, tone = _TONES[share.outcome]
    word = voice.say_code("allocation-outcome", share.outcome, count=share.days_late)
    strategy = voice.say_code("allocation-strategy", share.strategy)
    by_class = voice.say("allocation-class", number=share.customer_class)
    promised = voice.say(
        "allocation-promised",
        amount=voice.amount(share.quantity, unit),
        day=voice.day(share.promised_on),
    )
    return html.li(
        {"className": "row", "key": str(share.demand_line_id)},
        html.span(
            {"className": "flex between wrap base"},
            html.span({"className": "m"}, share.customer_name),
            html.span(status(shape, word, tone)),
        ),
        html.span({"className": "own-line"}, _gets(voice, share.parts, unit)),
        html.span(
            {"className": "t-s dim own-line"},
            " · ".join(
                part
                for part in (
                    share.item_name if preview.lots else "",
                    voice.say("change-order", reference=share.order_reference),
                    promised,
                )
                if part
            ),
        ),
        html.span({"className": "t-s dim own-line"}, f"{by_class} · {strategy}"),
    )


def _gets(voice: Voice, parts: list[DayQuantity], unit: str) -> str:
    if not parts:
        return voice.say("allocation-gets-none")
    said = [
        voice.say(
            "change-answer-part", amount=voice.amount(part.quantity, unit), day=voice.day(part.on)
        )
        for part in parts
    ]
    return voice.say("allocation-gets", parts=voice.listed(said))


def waits_with(voice: Voice, preview: AllocationPreview) -> list[VdomDict]:
    """Draw lines of the same orders that wait, though they are not short themselves."""
    own = {share.demand_line_id for share in preview.shares}
    others = [slip for slip in preview.slips if slip.demand_line_id not in own]
    if not others:
        return []
    rows = [
        html.li(
            {"className": "row", "key": str(slip.demand_line_id)},
            html.span({"className": "m own-line"}, f"{slip.customer_name} · {slip.item_name}"),
            html.span(
                {"className": "t-s dim own-line"},
                voice.say(
                    "allocation-waits-until",
                    order=slip.order_reference,
                    day=voice.day(slip.possible_on) if slip.possible_on else "",
                ),
            ),
        )
        for slip in others
    ]
    return [section(voice.say("allocation-together")), html.ul({"className": "sheet"}, *rows)]


def class_pickers(
    voice: Voice, preview: AllocationPreview, pick: Callable[[int, str], None]
) -> VdomDict:
    """Draw a choice of strategy for each class that has a line in it."""
    chosen = {each.customer_class: each.strategy for each in preview.choices}
    usual = {each.customer_class: each.strategy for each in preview.rules}
    classes = sorted({min(max(each.customer_class, 1), 9) for each in preview.shares})
    return html.div(
        {"className": "pad approval-form"},
        *(
            picker(
                voice.say("allocation-class", number=each),
                strategy_choices(voice),
                chosen.get(each, usual[each]).value,
                lambda value, each=each: pick(each, value),  # type: ignore[misc]  # bound for its own class
            )
            for each in classes
        ),
    )


def strategy_choices(voice: Voice) -> list[tuple[str, str]]:
    """Return every strategy with its words, the first served first."""
    return [
        (each.value, voice.say_code("allocation-strategy", each)) for each in AllocationStrategy
    ]


def rule_rows(
    voice: Voice,
    rules: list[AllocationRule],
    remove: Callable[[AllocationRule], Callable[..., object]] | None,
) -> VdomDict:
    """Draw what the company says; without a word of it everything goes by class."""
    if not rules:
        return html.p({"className": "no-rows dim"}, voice.say("allocation-by-class"))
    return html.div({"className": "sheet"}, *(_rule(voice, rule, remove) for rule in rules))


def _rule(
    voice: Voice,
    rule: AllocationRule,
    remove: Callable[[AllocationRule], Callable[..., object]] | None,
) -> VdomDict:
    family = rule.family or voice.say("allocation-every-family")
    name = f"{family} · {voice.say('allocation-class', number=rule.customer_class)}"
    weight = voice.say("allocation-weight", number=rule.weight)
    return html.div(
        {"className": "row flex", "key": f"{rule.family}-{rule.customer_class}"},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, name),
            html.p(
                {"className": "t-s dim"},
                f"{voice.say_code('allocation-strategy', rule.strategy)} · {weight}",
            ),
        ),
        button(
            {
                "className": "btn slim danger",
                "type": "button",
                "aria-label": voice.say("allocation-remove-rule", name=name),
                "onClick": remove(rule),
            },
            voice.say("approval-remove"),
        )
        if remove is not None
        else None,
    )


def way_to_allocation(voice: Voice) -> VdomDict:
    """Draw the way to what is short."""
    return html.div(
        {"className": "sheet"},
        html.a(
            {"className": "row flex", "href": "/allocation"},
            icon("fork", "l"),
            html.span({"className": "grow m"}, voice.say("allocation-shortages")),
            icon("next", "dimmer l"),
        ),
    )
