"""The plan: work centres down, days across; load as a stroke and a figure, lines as blocks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.plan import PlanBlock, PlanBoard, PlanCell, PlanLane

_HOT: Final = 95
_SHOWN: Final = 4
_STATES: Final = {"comes_in": "new", "goes_out": "ghost", "urgent": "urgent"}


@dataclass(frozen=True)
class Unfolding:
    """Cells of which all blocks are drawn, by work centre and day, and how one more becomes such."""

    cells: frozenset[tuple[UUID, date]]
    unfold: Callable[[tuple[UUID, date]], Callable[..., None]]


def plan_board(voice: Voice, board: PlanBoard, unfolding: Unfolding) -> VdomDict:
    """Draw the board as a table that scrolls inside itself; the first column stays."""
    days = [cell.on for cell in board.lanes[0].cells] if board.lanes else []
    return html.div(
        {
            "className": "scroll-x plan-board",
            "tabIndex": 0,
            "role": "region",
            "aria-label": voice.say("plan-board-of", site=board.site_name),
        },
        html.table(
            html.thead(
                html.tr(
                    html.td({}),
                    *(_day_head(voice, on, board) for on in days),
                )
            ),
            html.tbody(*(_lane(voice, lane, board, unfolding) for lane in _touched_first(board))),
        ),
    )


def _day_head(voice: Voice, on: date, board: PlanBoard) -> VdomDict:
    look = " ".join(
        part
        for part in (
            "today" if on == board.today else "",
            "frozen" if on <= board.frozen_until else "",
            "closed" if _is_closed(on, board) else "",
        )
        if part
    )
    return html.th(
        {"scope": "col", "className": look, "key": on.isoformat()},
        html.span(
            {"aria-hidden": "true"},
            voice.named_day(on),
            " ",
            html.span({"className": "date"}, str(on.day)),
        ),
        html.span({"className": "vh"}, voice.day(on)),
    )


def _is_closed(on: date, board: PlanBoard) -> bool:
    """Return whether nothing is there and nothing is planned on a day, which then takes little room."""
    cells = [cell for lane in board.lanes for cell in lane.cells if cell.on == on]
    return not any(cell.available_hours or cell.planned_hours for cell in cells)


def _touched_first(board: PlanBoard) -> list[PlanLane]:
    """Return the lanes, those first in which the way out that is laid over changes something."""

    def is_untouched(lane: PlanLane) -> bool:
        return not any(
            block.state in {"comes_in", "goes_out"} for cell in lane.cells for block in cell.blocks
        )

    return sorted(board.lanes, key=is_untouched) if board.alternative else board.lanes


def _lane(voice: Voice, lane: PlanLane, board: PlanBoard, unfolding: Unfolding) -> VdomDict:
    return html.tr(
        {"key": str(lane.work_center_id)},
        html.th(
            {"scope": "row"},
            html.span({"className": "name"}, lane.work_center_name),
            html.span(
                {"className": "t-s dim"},
                voice.say("plan-hours-a-day", hours=voice.number(lane.hours_a_day, 0)),
            ),
        ),
        *(_cell(voice, cell, board, lane, unfolding) for cell in lane.cells),
    )


def _cell(
    voice: Voice, cell: PlanCell, board: PlanBoard, lane: PlanLane, unfolding: Unfolding
) -> VdomDict:
    is_shut = not cell.available_hours and not cell.planned_hours
    load = load_of(cell)
    is_hot = load >= _HOT
    look = " ".join(
        part
        for part in (
            "frozen" if cell.is_frozen else "",
            "shut" if is_shut else "",
            "past" if cell.on < board.today else "",
        )
        if part
    )
    return html.td(
        {
            "className": look,
            "key": cell.on.isoformat(),
            "data-on": cell.on.isoformat(),
            "data-center": str(lane.work_center_id),
            "data-center-name": lane.work_center_name,
            "data-open": "yes" if cell.is_open else "no",
        },
        html.span(
            {"className": f"plan-load{' hot' if is_hot else ''}"},
            html.svg(
                {"viewBox": "0 0 100 5", "preserveAspectRatio": "none", "aria-hidden": "true"},
                html.rect({"width": str(min(load, 100)), "height": "5"}),
            ),
            html.span(voice.say("plan-shut") if is_shut else str(load)),
            html.span({"className": "vh"}, "" if is_shut else "%"),
        ),
        *_blocks(
            voice,
            cell,
            (lane.work_center_id, cell.on),
            unfolding,
            can_move=board.can_move and cell.on >= board.today,
        ),
    )


def _blocks(
    voice: Voice,
    cell: PlanCell,
    place: tuple[UUID, date],
    unfolding: Unfolding,
    *,
    can_move: bool,
) -> list[VdomDict]:
    """Draw what changes first; of many blocks a few, and the rest when it is asked for."""
    ordered = sorted(cell.blocks, key=lambda block: block.state == "planned")
    is_whole = len(ordered) <= _SHOWN + 1 or place in unfolding.cells
    shown = ordered if is_whole else ordered[:_SHOWN]
    drawn = [_block(voice, block, n, cell.on, can_move) for n, block in enumerate(shown)]
    if is_whole:
        return drawn
    more = button(
        {
            "className": "plan-more",
            "key": "more",
            "type": "button",
            "onClick": unfolding.unfold(place),
        },
        voice.say("plan-more", count=len(ordered) - _SHOWN),
    )
    return [*drawn, more]


def load_of(cell: PlanCell) -> int:
    """Return the hours asked as a percentage of those there; hours asked where none are count as 200."""
    if not cell.available_hours:
        return 200 if cell.planned_hours else 0
    return int((cell.planned_hours * 100 / cell.available_hours).to_integral_value())


def _block(voice: Voice, block: PlanBlock, index: int, on: date, can_move: bool) -> VdomDict:  # noqa: FBT001 -- the board's own word
    state = _STATES.get(block.state, "")
    said = voice.say_code("plan-state", block.state)
    quantity = voice.number(block.quantity)
    moves = can_move and block.state in {"planned", "urgent"}
    draw = html.button if moves else html.span
    facts = (
        {
            "type": "button",
            "data-line": str(block.plan_line_id),
            "data-on": on.isoformat(),
            "data-name": voice.joined((block.item_name, voice.amount(block.quantity, block.unit))),
            "data-elsewhere": " ".join(str(center) for center in block.work_center_ids),
        }
        if moves
        else {}
    )
    return draw(
        {
            "className": f"plan-block {state}".strip(),
            "key": f"{block.plan_line_id}{index}",
            "title": voice.joined(
                (block.item_name, voice.amount(block.quantity, block.unit), said)
            ),
            **facts,
        },
        icon("urgent", "s") if block.state == "urgent" else None,
        html.span({"className": "cut grow"}, block.item_code),
        html.span({"className": "b"}, f"+{quantity}" if block.state == "comes_in" else quantity),
        html.span({"className": "vh"}, f" {said}") if state else None,
    )


def legend(voice: Voice, board: PlanBoard, letter: str) -> VdomDict:
    """Name the shapes that are on the board."""
    frozen = voice.say("plan-frozen-until", day=voice.day(board.frozen_until))
    is_older = board.revision_number != board.current_revision_number
    shapes = [("plan-block", voice.say("plan-state-planned"))]
    if board.alternative:
        shapes += [
            ("plan-block new", voice.say("plan-comes-in-with", letter=letter)),
            ("plan-block ghost", voice.say("plan-goes-out-with", letter=letter)),
        ]
    if is_older:
        shapes += [
            ("plan-block new", voice.say("plan-is-now", number=str(board.current_revision_number))),
            ("plan-block ghost", voice.say("plan-was-then", number=str(board.revision_number))),
        ]
    if any(
        block.state == "urgent"
        for lane in board.lanes
        for cell in lane.cells
        for block in cell.blocks
    ):
        shapes.append(("plan-block urgent", voice.say("plan-state-urgent")))
    shapes.append(("frozen", frozen))
    return html.ul(
        {"className": "legend"},
        *(html.li({"key": words}, html.i({"className": look}), words) for look, words in shapes),
    )
