"""What customers are worth, found from their orders: classes, what would move, the rules."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import InvalidOperation
from typing import Any, Final, cast

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.customer_words import class_words, standing_words, value_words
from frontend.components.field import figure, typed
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.paging import offset_of, turning
from frontend.components.states import (
    empty,
    not_fresh,
    problem_sentence,
    unanswered,
)
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_door, use_gateway, use_search
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.segment import (
    ClassServed,
    ClassTaken,
    SegmentBoard,
    SegmentGroup,
    SegmentRow,
    SegmentRules,
    SegmentsAsked,
)

_SHOWN_MOVES: Final = 5
_PERCENT: Final = 100
_LONGEST: Final = 1825
PARTS: Final = ("a_part", "b_part")
SERVICES: Final = ("a_service", "b_service", "c_service", "none_service")
NUMBERS: Final = (
    "window_days", "new_days", "fading_days", "a_class", "b_class", "c_class", "none_class",
)  # fmt: skip

Act = Callable[[], Awaitable[None]]
Press = Callable[..., Awaitable[None]]


@component
def segments_page() -> VdomDict:
    """Draw the classes with what they come to, and what data would have otherwise."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    wish: Any = use_ref(cast("dict[str, str]", {}))
    asked = SegmentsAsked(offset=offset_of(use_search()))
    found = use_query(
        "segments",
        lambda gateway: gateway.segments(asked),
        str(asked),
        topics=("customer", "demand_line", "catalog"),
    )

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}

    async def done(act: Act, words: str) -> None:
        try:
            await act()
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            found.ask_again()
            return
        set_notice(voice.say(words))
        wish.current = {}
        set_number(lambda count: count + 1)
        found.ask_again()

    def take(rows: list[SegmentRow]) -> Press:
        async def press(*_: object) -> None:
            taken = [
                ClassTaken(row.id, row.segment.customer_class, row.segment.suggested_class)
                for row in rows
                if row.segment.suggested_class is not None
            ]
            await done(lambda: gateway.take_over_classes(taken), "customer-class-set")

        return press

    async def keep(*_: object) -> None:
        if found.value is None:
            return
        rules = rules_typed(found.value.rules, wish.current)
        if rules is None:
            set_notice(voice.say("segment-number"))
            return
        await done(lambda: gateway.choose_segment_rules(rules), "segment-rules-kept")

    return page(
        back("/customers/all", voice.say("customers-title"), voice.say("navigation-segments")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice,
            found,
            asked.offset,
            take,
            lambda rules: _rules_form(voice, rules, set_wish, keep, number),
        ),
        name="segments-page no-live column",
        is_ready=not found.is_waiting,
    )


@component
def _to_allocation() -> VdomDict | None:
    voice, is_open = use_voice(), use_door("/allocation")
    if not is_open:
        return None
    return html.div(
        {"className": "pad"},
        html.a(
            {"className": "btn slim", "href": "/allocation"}, voice.say("segment-to-allocation")
        ),
    )


def rules_typed(before: SegmentRules, wish: dict[str, str]) -> SegmentRules | None:
    """Return the rules with what was typed; None where something is no number."""
    changes: dict[str, Any] = {}
    for name, said in wish.items():
        try:
            value = figure(said.strip().rstrip("%"))
        except InvalidOperation:
            return None
        if value is None:
            continue
        # Zero is the word for the KPI's own target.
        if name in SERVICES and not value:
            changes[name] = None
        elif not 0 < value <= (_PERCENT if name in SERVICES else _LONGEST):
            return None
        elif name in (*PARTS, *SERVICES):
            changes[name] = value / _PERCENT
        elif value != int(value):
            return None
        else:
            changes[name] = int(value)
    # Classes go from 1 to 9, windows are four weeks at least.
    if any(changes.get(name, 1) > 9 for name in NUMBERS[3:]):  # noqa: PLR2004 -- as above
        return None
    if changes.get("window_days", 28) < 28:  # noqa: PLR2004 -- as above
        return None
    return SegmentRules(
        **{
            **{name: getattr(before, name) for name in SegmentRules.__struct_fields__},
            **changes,
        }
    )


def _looks(
    voice: Voice,
    found: Query[SegmentBoard],
    offset: int,
    take: Callable[[list[SegmentRow]], Press],
    form: Callable[[SegmentRules], VdomDict],
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("segment-loading"), voice.say("segment-failed"))]
    board = found.value
    if not board.rows and not offset:
        return [empty(voice.say("segment-none"), voice.say("segment-none-more"))]
    voice = replace(voice, currency=board.currency)
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("segment-title")),
            html.p({"className": "dim"}, _found_by(voice, board)),
        ),
        html.div({"className": "sheet"}, *(_group(voice, each) for each in board.groups)),
        section(voice.say("segment-classes")),
        html.p({"className": "pad t-s dim"}, voice.say("segment-classes-more")),
        html.div({"className": "sheet"}, *(_class(voice, each) for each in board.classes)),
        html.div(_to_allocation()),
        _rules(voice, board, form) if board.may_rule else None,
        *_moves(voice, board, take),
        html.div(
            {"id": "segment-customers"},
            section(voice.say("segment-customers", count=board.row_count)),
        ),
        html.div(
            {"className": "sheet"},
            *(_row(voice, row, rank) for rank, row in enumerate(board.rows, start=offset + 1)),
        ),
        turning(voice, _turned, offset, board.next_offset, len(board.rows)),
    ]


def _rules(voice: Voice, board: SegmentBoard, form: Callable[[SegmentRules], VdomDict]) -> VdomDict:
    """Draw the rules folded away: they are read often and changed seldom."""
    return html.details(
        {"className": "customer-edit pad"},
        html.summary({"className": "btn slim"}, voice.say("segment-rules")),
        form(board.rules),
    )


def _turned(offset: int) -> str:
    return f"/segments?from={offset}#segment-customers" if offset else "/segments"


def _found_by(voice: Voice, board: SegmentBoard) -> str:
    rules = board.rules
    said = [
        voice.say(
            "segment-found-by",
            days=rules.window_days,
            a=voice.percent(rules.a_part, 0),
            b=voice.percent(rules.b_part, 0),
        )
    ]
    if board.not_ranked_count:
        said.append(voice.say("segment-not-ranked", count=board.not_ranked_count))
    return voice.sentences(said)


def _group(voice: Voice, group: SegmentGroup) -> VdomDict:
    return html.a(
        {
            "className": "row",
            "key": group.value_class.value,
            "href": f"/customers/all?value={group.value_class.value}",
        },
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, voice.say_code("customer-value-name", group.value_class)),
            html.span({"className": "b nw"}, voice.money(round(group.value))),
        ),
        html.span(
            {"className": "t-s dim"},
            voice.say("segment-group", count=group.count, share=voice.percent(group.share, 0)),
        ),
    )


def _class(voice: Voice, each: ClassServed) -> VdomDict:
    """Draw how a class is served: by which strategy, what it is owed and what it had."""
    goal = "" if each.goal is None else voice.percent(each.goal, 0)
    said = [
        voice.say("segment-class-count", count=each.customer_count),
        voice.pair(
            voice.say_code("allocation-strategy", each.strategy),
            voice.say("segment-class-weight", weight=voice.number(each.weight)),
        ),
    ]
    if each.below_count:
        said.append(voice.say("segment-class-below", count=each.below_count))
    is_kept = each.otif is None or each.goal is None or each.otif >= each.goal
    had = (
        voice.say("segment-class-none")
        if each.otif is None
        else voice.say("segment-class-had", share=voice.percent(each.otif), count=each.due_count)
    )
    return html.div(
        {"className": "row stack tight", "key": f"{each.customer_class}"},
        html.span(
            {"className": "flex between base"},
            html.span(
                {"className": "m"}, voice.say("segment-class-name", number=each.customer_class)
            ),
            html.span(
                {"className": "b nw"}, voice.say("segment-class-goal", goal=goal) if goal else ""
            ),
        ),
        status("kept" if is_kept else "late", had, "" if is_kept else "late"),
        html.span({"className": "t-s dim"}, " · ".join(said)),
    )


def _moves(
    voice: Voice, board: SegmentBoard, take: Callable[[list[SegmentRow]], Press]
) -> list[VdomDict | None]:
    title = section(voice.say("segment-moves", count=board.move_count))
    if not board.moves:
        return [title, html.p({"className": "pad dim"}, voice.say("segment-moves-none"))]
    # What is taken over has been seen, so no more are taken at a time than are listed.
    listed = board.moves
    beyond = board.move_count - len(listed)
    return [
        title,
        html.p({"className": "pad t-s dim"}, voice.say("segment-moves-more")),
        html.div(
            {"className": "sheet"},
            *(_move(voice, row, take if board.may_rule else None) for row in listed[:_SHOWN_MOVES]),
        ),
        html.details(
            {"className": "customer-edit pad"},
            html.summary(
                {"className": "btn slim"},
                voice.say("segment-moves-rest", count=len(listed) - _SHOWN_MOVES),
            ),
            html.div(
                {"className": "sheet"},
                *(
                    _move(voice, row, take if board.may_rule else None)
                    for row in listed[_SHOWN_MOVES:]
                ),
            ),
        )
        if len(listed) > _SHOWN_MOVES
        else None,
        html.p({"className": "pad t-s dim"}, voice.say("segment-moves-beyond", count=beyond))
        if beyond
        else None,
        html.div(
            {"className": "pad actions"},
            button(
                {"className": "btn ink", "type": "button", "onClick": take(listed)},
                voice.say("segment-take-all", count=len(listed)),
            ),
        )
        if board.may_rule
        else None,
    ]


def _move(
    voice: Voice, row: SegmentRow, take: Callable[[list[SegmentRow]], Press] | None
) -> VdomDict:
    segment = row.segment
    is_better = (segment.suggested_class or 9) < segment.customer_class
    words = voice.say(
        "segment-move", number=segment.customer_class, suggested=segment.suggested_class
    )
    return html.div(
        {"className": "row flex between", "key": str(row.id)},
        html.div(
            {"className": "grow"},
            html.a({"className": "m link", "href": f"/customers/{row.id}"}, row.name),
            html.p({"className": "t-s dim"}, value_words(voice, segment)),
            html.p({"className": "t-s"}, status("up" if is_better else "down", words)),
        ),
        button(
            {"className": "btn slim", "type": "button", "onClick": take([row])},
            voice.say("segment-take"),
        )
        if take is not None
        else None,
    )


def _row(voice: Voice, row: SegmentRow, rank: int) -> VdomDict:
    segment = row.segment
    return html.a(
        {"className": "row stack tight", "href": f"/customers/{row.id}", "key": str(row.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, f"{rank}. {row.name}"),
            html.span({"className": "b nw"}, voice.money(round(segment.value))),
        ),
        html.span(
            {"className": "t-s dim"},
            f"{row.territory_name} · {row.region} · {row.industry}".strip(" ·"),
        ),
        html.span({"className": "t-s"}, standing_words(voice, segment)),
        html.span({"className": "t-s dim"}, class_words(voice, segment)),
    )


def _rules_form(
    voice: Voice,
    rules: SegmentRules,
    set_wish: Callable[..., None],
    keep: Press,
    number: int,
) -> VdomDict:
    def now(name: str) -> str:
        value = getattr(rules, name)
        if value is None:
            return voice.say("segment-rule-service-usual")
        return voice.number(value * _PERCENT if name in (*PARTS, *SERVICES) else value)

    return html.div(
        {"className": "approval-form two", "key": f"rules-{number}"},
        *(
            typed(
                voice.pair(voice.say_code("segment-rule", name), now(name)),
                name,
                set_wish,
                mode="decimal",
            )
            for name in ("window_days", *PARTS, *NUMBERS[1:], *SERVICES)
        ),
        html.p({"className": "t-s dim"}, voice.say("segment-rules-more")),
        button(
            {"className": "btn ink", "type": "button", "onClick": keep},
            voice.say("segment-rules-keep"),
        ),
    )
