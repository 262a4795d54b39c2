"""Runs of the forecast: two side by side, back to an earlier one as a whole, and what is frozen."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from typing import Any, Final, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.forecast_words import amount, run_words, signed
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.picker import picker
from frontend.components.states import empty, not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.forecast import ForecastRunView
from shared.schemas.forecast_runs import (
    FreezeAsked,
    FreezeView,
    RunComparison,
    RunDifference,
    RunsBoard,
)
from shared.terms import ReasonCode

_ALL: Final = ""
_SHOWN: Final = 12
_LASTS: Final = timedelta(days=28)

Press = Callable[..., Awaitable[None]]


@component
def forecast_runs_page() -> VdomDict:  # noqa: C901 -- one act after the other
    """Draw the runs that are kept; the first two are compared until others are chosen."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    chosen, set_chosen = use_state(cast("dict[str, str]", {}))
    asked_for, set_asked_for = use_state(0)
    wish: Any = use_ref(cast("dict[str, str]", {}))
    found = use_query(
        "forecast-runs", lambda gateway: gateway.forecast_runs(), topics=("forecast",)
    )
    before, after = compared(found.value, chosen)

    async def compare(gateway: Any) -> RunComparison | None:
        if not before or not after:
            return None
        compared: RunComparison = await gateway.forecast_comparison(
            before, after, chosen.get("family") or None
        )
        return compared

    sides = use_query(
        "forecast-comparison",
        compare,
        f"{before} {after} {chosen.get('family')}",
        topics=("forecast",),
    )

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}

    def choose(name: str) -> Callable[[str], None]:
        return lambda value: set_chosen(lambda old: {**old, name: value})

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
            set_notice(words)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        wish.current = {}
        set_asked_for(0)
        set_number(lambda count: count + 1)
        found.ask_again()

    def restore(run: ForecastRunView) -> Press:
        async def press(*_: object) -> None:
            if asked_for != run.number:
                set_asked_for(run.number)
                return
            await done(
                lambda: gateway.restore_forecast_run(run.number),
                voice.say("runs-restored", number=str(run.number)),
            )

        return press

    async def freeze(*_: object) -> None:
        asked = freeze_asked(wish.current, voice.today)
        if asked is None:
            set_notice(voice.say("freeze-incomplete"))
            return
        await done(lambda: gateway.freeze_forecast(asked), voice.say("freeze-kept"))

    def thaw(freeze_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await done(lambda: gateway.thaw_forecast(freeze_id), voice.say("freeze-thawed"))

        return press

    def form(board: RunsBoard) -> VdomDict:
        return _form(voice, number, board, set_wish, freeze)

    return page(
        back("/forecast", voice.say("navigation-forecast"), voice.say("runs-title")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice, found, sides, (before, after, chosen), choose, restore, asked_for, form, thaw
        ),
        name="forecast-page no-live column",
        is_ready=not found.is_waiting,
    )


def compared(board: RunsBoard | None, chosen: dict[str, str]) -> tuple[int, int]:
    """Return the numbers of the runs that stand side by side; 0 where there are no two."""
    numbers = [] if board is None else [run.number for run in board.runs]
    if len(numbers) < 2:  # noqa: PLR2004 -- two sides
        return 0, 0
    return int(chosen.get("before") or numbers[1]), int(chosen.get("after") or numbers[0])


def freeze_asked(wish: dict[str, str], today: date) -> FreezeAsked | None:
    """Return what is to be frozen as it was typed; None where a day is none."""
    try:
        until = date.fromisoformat(wish["until"]) if wish.get("until") else None
        ends = date.fromisoformat(wish.get("ends") or (today + _LASTS).isoformat())
    except ValueError:
        return None
    return FreezeAsked(
        reason=ReasonCode(wish.get("reason", ReasonCode.OTHER.value)),
        ends_on=ends,
        family=wish.get("family") or None,
        until_on=until,
        note=wish.get("note", "")[:500],
    )


def _looks(
    voice: Voice,
    found: Query[RunsBoard],
    sides: Query[RunComparison | None],
    shown: tuple[int, int, dict[str, str]],
    choose: Callable[[str], Callable[[str], None]],
    restore: Callable[[ForecastRunView], Press],
    asked_for: int,
    form: Callable[[RunsBoard], VdomDict],
    thaw: Callable[[UUID], Press],
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("runs-loading"), voice.say("runs-cannot"))]
    board = found.value
    if not board.runs:
        return [empty(voice.say("forecast-none"), voice.say("forecast-none-more"))]
    return [
        html.header(
            {"className": "why-head"}, html.h1({"className": "t-2xl"}, voice.say("runs-head"))
        ),
        section(voice.say("runs-compared")),
        *_compared(voice, board, sides, shown, choose),
        section(voice.say("runs-kept")),
        html.ul(
            {"className": "sheet"},
            *(_run(voice, board, run, restore(run), asked_for) for run in board.runs[:_SHOWN]),
        ),
        section(voice.say("freeze-title")),
        html.p({"className": "pad dim"}, voice.say("freeze-more")),
        html.ul(
            {"className": "sheet"},
            *(
                freeze_row(voice, each, thaw(each.id) if board.may_keep else None)
                for each in board.freezes
            ),
        )
        if board.freezes
        else html.p({"className": "pad dim"}, voice.say("freeze-none")),
        form(board) if board.may_keep else None,
    ]


def _compared(
    voice: Voice,
    board: RunsBoard,
    sides: Query[RunComparison | None],
    shown: tuple[int, int, dict[str, str]],
    choose: Callable[[str], Callable[[str], None]],
) -> list[VdomDict | None]:
    before, after, chosen = shown
    if not before:
        return [html.p({"className": "pad dim"}, voice.say("runs-only-one"))]
    choices = [(str(run.number), run_words(voice, run)) for run in board.runs]
    families = [
        (_ALL, voice.say("signals-every-family")),
        *((each, each) for each in board.families),
    ]
    return [
        html.div(
            {"className": "pad approval-form"},
            picker(voice.say("runs-before"), choices, str(before), choose("before")),
            picker(voice.say("runs-after"), choices, str(after), choose("after")),
            picker(
                voice.say("runs-items-of"), families, chosen.get("family", _ALL), choose("family")
            ),
        ),
        *_sides(voice, sides),
    ]


def _sides(voice: Voice, sides: Query[RunComparison | None]) -> list[VdomDict]:
    if sides.value is None:
        return [unanswered(voice, sides, voice.say("runs-loading"), voice.say("runs-cannot"))]
    if not sides.value.rows:
        return [html.p({"className": "pad dim"}, voice.say("runs-nothing-shared"))]
    return [
        html.p({"className": "pad t-s dim"}, voice.say("runs-order", count=sides.value.row_count)),
        html.ul({"className": "sheet"}, *(_difference(voice, row) for row in sides.value.rows)),
    ]


def _difference(voice: Voice, row: RunDifference) -> VdomDict:
    steps = [
        f"{voice.say_code('forecast-step', each.step.value)} {signed(voice, each.quantity)}"
        for each in row.steps
    ]
    return html.li(
        {"className": "row", "key": str(row.series_id)},
        html.span(
            {"className": "flex between base"},
            html.a({"className": "m", "href": f"/forecast/{row.series_id}"}, row.name),
            html.span({"className": "b nw"}, signed(voice, row.after - row.before)),
        ),
        html.span(
            {"className": "t-s dim"},
            f"{amount(voice, row.before, None)} → {amount(voice, row.after, row.unit)} · ",
            voice.say_code("runs-periods", row.period.value, count=row.period_count),
            f" · {voice.listed(steps)}" if steps else "",
        ),
    )


def _run(
    voice: Voice, board: RunsBoard, run: ForecastRunView, press: Press, asked_for: int
) -> VdomDict:
    is_in_force = run.number == board.in_force_number
    cause = voice.say_code("runs-cause", run.cause.value)
    if run.restored_number is not None:
        cause = voice.say("runs-cause-restored-from", number=str(run.restored_number))
    says = [cause, run.requested_by_name or "", voice.say("runs-series", count=run.series_count)]
    return html.li(
        {"className": "row", "key": str(run.number)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, run_words(voice, run)),
            status("kept", voice.say("runs-in-force"), "kept")
            if is_in_force
            else button(
                {"className": "btn slim", "type": "button", "onClick": press},
                voice.say(
                    "runs-restore-sure" if asked_for == run.number else "runs-restore",
                    number=str(run.number),
                ),
            )
            if board.may_keep
            else None,
        ),
        html.span({"className": "t-s dim"}, " · ".join(part for part in says if part)),
        html.span({"className": "t-s"}, voice.say("runs-restore-means"))
        if asked_for == run.number
        else None,
    )


def freeze_row(voice: Voice, each: FreezeView, thaw: Press | None) -> VdomDict:
    """Draw a freeze: whose figures, which periods, how long, by whom and why."""
    says = [
        voice.say("freeze-periods", day=voice.day(each.until_on))
        if each.until_on
        else voice.say("freeze-all-periods"),
        voice.say("forecast-until", day=voice.day(each.ends_on)),
        voice.say("freeze-by", name=each.made_by_name, at=voice.moment(each.made_at)),
        voice.say_code("reasons", each.reason.value),
        each.note,
    ]
    if each.thawed_by_name and each.thawed_at:
        says.append(
            voice.say("freeze-thawed-by", name=each.thawed_by_name, at=voice.moment(each.thawed_at))
        )
    return html.li(
        {"className": "row", "key": str(each.id)},
        html.span(
            {"className": "flex between base"},
            html.span(
                {"className": "m"},
                each.item_name or each.family or voice.say("signals-every-family"),
            ),
            button(
                {"className": "btn slim", "type": "button", "onClick": thaw},
                voice.say("freeze-thaw"),
            )
            if thaw is not None and each.is_standing
            else html.span(
                {"className": "dim"},
                voice.say("freeze-stands" if each.is_standing else "freeze-over"),
            ),
        ),
        html.span({"className": "t-s dim"}, " · ".join(part for part in says if part)),
    )


def _form(
    voice: Voice, number: int, board: RunsBoard, set_wish: Callable[..., None], freeze: Press
) -> VdomDict:
    families = [
        (_ALL, voice.say("signals-every-family")),
        *((each, each) for each in board.families),
    ]
    return html.div(
        {"className": "pad approval-form", "key": f"freeze-{number}"},
        picker(voice.say("signals-family"), families, _ALL, lambda value: set_wish(family=value)),
        typed(voice.say("freeze-until"), "until", set_wish, kind="date"),
        typed(
            voice.say("freeze-ends"), "ends", set_wish, kind="date",
            said=(voice.today + _LASTS).isoformat(),
        ),
        picker(
            voice.say("forecast-reason"),
            [(each.value, voice.say_code("reasons", each.value)) for each in ReasonCode],
            ReasonCode.OTHER.value,
            lambda value: set_wish(reason=value),
        ),
        typed(voice.say("forecast-note"), "note", set_wish, longest=500),
        button(
            {"className": "btn ink", "type": "button", "onClick": freeze}, voice.say("freeze-keep")
        ),
    )  # fmt: skip
