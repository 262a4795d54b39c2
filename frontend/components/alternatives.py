"""The ways out side by side: what the customer gets, who loses, what it costs; one can be chosen."""

from collections.abc import Callable
from typing import Any, Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.approval_words import approver_words
from frontend.components.button import button
from frontend.components.causes import sentence
from frontend.components.icon import icon, status
from frontend.components.load_bars import share
from frontend.components.voice import Voice
from shared.schemas.impact import Adjustment, Alternative, Gain, Slip
from shared.schemas.proposal import ProposalView, ScoreWeights
from shared.terms import AdjustmentKind, Fence

LETTERS: Final = "ABCDEFGHIJ"
_FENCES: Final = {
    Fence.FROZEN: ("lock", ""),
    Fence.NEGOTIABLE: ("lock", ""),
    Fence.FREE: ("kept", "kept"),
}
_SHOWN: Final = 2
_HANDFUL: Final = 4


def letter_of(proposal: ProposalView, code: str) -> str:
    """Return the letter of a way out; they are lettered in the order given."""
    codes = [alternative.code for alternative in proposal.alternatives]
    return LETTERS[codes.index(code)] if code in codes else ""


def alternatives_table(
    voice: Voice, proposal: ProposalView, chosen: str, choose: Callable[[str], Callable[..., None]]
) -> VdomDict:
    """Draw the table; the head of a column is the button that chooses it."""
    ways = proposal.alternatives

    def look(way: Alternative) -> str:
        return "on" if way.code == chosen else ""

    needs = {need.alternative: need for need in proposal.approvals}

    def agrees(way: Alternative) -> VdomDict:
        need = needs.get(way.code)
        names = [] if need is None else [approver_words(voice, each.asked) for each in need.steps]
        return html.span({"className": "stack tight"}, *dict.fromkeys(names))

    def line(key: str, head: Any, cell: Callable[[Alternative], Any]) -> VdomDict:
        return html.tr(
            {"key": key},
            html.th({"scope": "row"}, head),
            *(html.td({"className": look(way), "key": way.code}, cell(way)) for way in ways),
        )

    customer = proposal.change.customer_name
    return html.div(
        {
            "className": f"scroll-x alternatives ways-{min(len(ways), 6)}",
            "tabIndex": 0,
            "role": "region",
            "aria-label": voice.say("decisions-ways-out"),
        },
        html.table(
            html.thead(
                html.tr(
                    html.td({}),
                    *(
                        html.th(
                            {"scope": "col", "className": look(way), "key": way.code},
                            _head(
                                voice,
                                way,
                                LETTERS[n],
                                is_chosen=way.code == chosen,
                                choose=choose(way.code),
                            ),
                        )
                        for n, way in enumerate(ways)
                    ),
                )
            ),
            html.tbody(
                line(
                    "gets",
                    voice.say("decisions-gets", customer=customer),
                    lambda way: way_gets(voice, way),
                ),
                line(
                    "loses",
                    voice.say("decisions-who-loses"),
                    lambda way: way_losers(voice, way.losers),
                ),
                line(
                    "gains",
                    voice.say("decisions-who-gains"),
                    lambda way: way_gains(voice, way.gains),
                )
                if any(way.gains for way in ways)
                else None,
                line("load", voice.say("decisions-highest-load"), lambda way: way_load(voice, way)),
                line("cost", voice.say("decisions-cost"), lambda way: way_cost(voice, way)),
                line("margin", voice.say("decisions-margin"), lambda way: voice.money(way.margin)),
                line("fence", voice.say("decisions-fence"), lambda way: _fence(voice, way.fence)),
                line("agrees", voice.say("decisions-who-agrees"), agrees)
                if proposal.approvals
                else None,
                line(
                    "score",
                    html.span(
                        {"className": "stack tight"},
                        voice.say("decisions-score"),
                        html.span({"className": "t-s dim"}, weights_words(voice, proposal.weights)),
                    ),
                    lambda way: _score(voice, way),
                ),
            ),
        ),
    )


def _head(
    voice: Voice, way: Alternative, letter: str, *, is_chosen: bool, choose: Callable[..., None]
) -> VdomDict:
    return button(
        {"type": "button", "aria-pressed": "true" if is_chosen else "false", "onClick": choose},
        html.span(
            {"className": "n"},
            letter,
            icon("kept", "c-change") if way.is_recommended else None,
            html.span({"className": "vh"}, voice.say("decisions-recommended"))
            if way.is_recommended
            else None,
        ),
        html.span({"className": "name"}, voice.say_code("alternative", way.code)),
    )


def way_gets(voice: Voice, way: Alternative) -> VdomDict:
    if not way.deliveries:
        return html.span({"className": "b"}, voice.say("decisions-nothing"))
    return html.span(
        {"className": "stack tight"},
        *(
            html.span(
                {"className": "b" if n == 0 else "", "key": str(delivery.on)},
                voice.say(
                    "decisions-on",
                    quantity=voice.number(delivery.quantity),
                    day=voice.short_day(delivery.on),
                ),
            )
            for n, delivery in enumerate(way.deliveries[:3])
        ),
    )


def way_losers(voice: Voice, losers: list[Slip]) -> VdomDict:
    if not losers:
        return status("kept", voice.say("decisions-nobody"), "kept")
    shown = [
        html.span(
            {"key": str(slip.demand_line_id)}, status("late", slip_words(voice, slip), "late")
        )
        for slip in losers[:_SHOWN]
    ]
    if len(losers) > _SHOWN:
        more = voice.say("decisions-and-more", count=len(losers) - _SHOWN)
        shown.append(html.span({"key": "more", "className": "t-s dim"}, more))
    return html.span({"className": "stack tight"}, *shown)


def way_gains(voice: Voice, gains: list[Gain]) -> VdomDict:
    """Say whose lines come sooner, a few by name and the rest counted."""
    if not gains:
        return html.span({"className": "dim"}, voice.say("decisions-nobody"))
    shown = [
        html.span(
            {"key": str(gain.demand_line_id)}, status("kept", gain_words(voice, gain), "kept")
        )
        for gain in gains[:_SHOWN]
    ]
    if len(gains) > _SHOWN:
        more = voice.say("decisions-and-more", count=len(gains) - _SHOWN)
        shown.append(html.span({"key": "more", "className": "t-s dim"}, more))
    return html.span({"className": "stack tight"}, *shown)


def gain_words(voice: Voice, gain: Gain) -> str:
    """Return whose order gains, how much of it, and from which day to which."""
    to = voice.short_day(gain.possible_on or gain.promised_on)
    amount = voice.amount(gain.quantity, gain.unit)
    if gain.was_possible_on is None:
        return voice.say("decisions-gain-new", customer=gain.customer_name, amount=amount, to=to)
    facts = {
        "customer": gain.customer_name,
        "amount": amount,
        "from": voice.short_day(gain.was_possible_on),
        "to": to,
    }
    if gain.possible_on is not None and gain.possible_on < gain.promised_on:
        days = (gain.was_possible_on - gain.possible_on).days
        return voice.say("decisions-gain-sooner", days=days, **facts)
    return voice.say("decisions-gain", **facts)


def weights_words(voice: Voice, weights: ScoreWeights) -> str:
    """Say how much each part of a score counts, in per cent."""
    parts = {
        "reliability": weights.reliability,
        "cost": weights.cost,
        "speed": weights.speed,
    }
    total = sum(parts.values()) or 1
    return voice.say(
        "decisions-weights",
        **{name: voice.number(each * 100 / total, 0) for name, each in parts.items()},
    )


def slip_words(voice: Voice, slip: Slip) -> str:
    """Return whose order slips, how much of it and by how long."""
    key = "decisions-slip" if slip.possible_on else "decisions-slip-open"
    return voice.say(
        key,
        customer=slip.customer_name,
        amount=voice.amount(slip.quantity, slip.unit),
        days=slip.days_late,
    )


def way_load(voice: Voice, way: Alternative) -> VdomDict:
    if not way.loads:
        return html.span({"className": "dim"}, voice.say("decisions-no-load"))
    worst = max(way.loads, key=lambda bar: share(bar.hours_after, bar.available_hours))
    figure = share(worst.hours_after, worst.available_hours)
    return html.span(
        {"className": "stack tight"},
        html.span({"className": "c-late b" if figure > 100 else ""}, f"{figure}\u00a0%"),  # noqa: PLR2004 -- full
        html.span({"className": "t-s dim"}, worst.work_center_name),
    )


def way_cost(voice: Voice, way: Alternative) -> VdomDict:
    reasons = [sentence(voice, reason) for reason in way.cost_reasons[:_SHOWN]]
    return html.span(
        {"className": "stack tight"},
        html.span({"className": "b"}, voice.money(way.cost)),
        html.span(
            {"className": "t-s dim", "key": "was"},
            voice.say("decisions-was-cost", cost=voice.money(way.was_cost)),
        )
        if way.was_cost is not None and way.was_cost != way.cost
        else None,
        *(
            html.span({"className": "t-s dim", "key": said}, said)
            for said in dict.fromkeys(reasons)
        ),
    )


def _score(voice: Voice, way: Alternative) -> VdomDict:
    return html.span(
        {"className": "stack tight"},
        html.span({"className": "t-xl"}, str(way.score)),
        html.span({"className": "t-s dim"}, voice.say("decisions-was-score", score=way.was_score))
        if way.was_score is not None and way.was_score != way.score
        else None,
    )


def _fence(voice: Voice, fence: Fence) -> VdomDict:
    name, tone = _FENCES[fence]
    return status(name, voice.say_code("fence", fence), tone)


def consequences(voice: Voice, proposal: ProposalView, way: Alternative) -> VdomDict:
    """List what approving would set going."""
    letter = letter_of(proposal, way.code)
    revision = proposal.current_plan_revision_number + 1
    steps = (
        [("plan", voice.say("decisions-plan-becomes", revision=str(revision)))]
        if way.adjustments
        else []
    )
    done = [(_ICONS.get(a.kind.value, "plan"), adjustment_words(voice, a)) for a in way.adjustments]
    told = [
        *_suppliers_asked(voice, way),
        ("send", voice.say("decisions-told", name=proposal.requested_by_name)),
    ]
    shown, more = done[:_HANDFUL], done[_HANDFUL:]
    return html.div(
        {"className": "consequences t-s"},
        html.h3({"className": "b"}, voice.say("decisions-if-approved", letter=letter)),
        _done(steps + shown),
        html.details(
            {"className": "as-table"},
            html.summary(voice.say("decisions-and-more", count=len(more))),
            _done(more),
        )
        if more
        else None,
        _done(told),
    )


def _suppliers_asked(voice: Voice, way: Alternative) -> list[tuple[str, str]]:
    """Say whose orders somebody outside is asked about, if any."""
    purchases = [each.reference or "" for each in way.adjustments if each.kind in _ASKED]
    orders = list(dict.fromkeys(each.rpartition(" / ")[0] for each in purchases))
    if not orders:
        return []
    said = voice.say("decisions-suppliers-asked", orders=voice.listed(orders), count=len(orders))
    return [("send", said)]


def _done(steps: list[tuple[str, str]]) -> VdomDict:
    return html.ul(
        *(
            html.li({"key": f"{n}"}, icon(name, "s"), html.span(words))
            for n, (name, words) in enumerate(steps)
        )
    )


_ASKED: Final = frozenset(
    {
        AdjustmentKind.BUY_SOONER,
        AdjustmentKind.BUY_LATER,
        AdjustmentKind.REDUCE_PURCHASE,
        AdjustmentKind.CANCEL_PURCHASE,
    }
)
_ICONS: Final = {
    "overtime": "people",
    "buy": "stock",
    "buy_sooner": "stock",
    "buy_later": "stock",
    "reduce_purchase": "stock",
    "cancel_purchase": "stock",
    "transfer": "lorry",
    "split_delivery": "lorry",
    "promise_later": "send",
}


def adjustment_words(voice: Voice, adjustment: Adjustment) -> str:
    """Return one thing to do, as a sentence without a full stop: by which way, and what of a lot is needed."""
    # What is cut keeps the day on which it was to come.
    on = adjustment.on or adjustment.from_on
    source = adjustment.source_site_name
    said = voice.say_code(
        "alternative-do",
        "transfer_from" if source else adjustment.kind,
        source=source or "",
        quantity=voice.amount(adjustment.quantity, adjustment.unit),
        item=adjustment.item_name,
        day=voice.day(on) if on else "–",
        from_day=voice.day(adjustment.from_on) if adjustment.from_on else "–",
        work_center=adjustment.work_center_name or "",
        hours=voice.number(adjustment.hours or 0),
        reference=adjustment.reference or "",
    )
    if adjustment.needed_quantity is not None:
        needed = voice.amount(adjustment.needed_quantity, adjustment.unit)
        said = voice.say("alternative-fills-lot", words=said, needed=needed)
    # A transfer has said already from where it comes.
    way = None if source else adjustment.alternate_name
    return voice.say("alternative-do-by", what=said, way=way) if way else said
