"""What a scenario's edits make of the facts."""

from datetime import timedelta

import pytest

from backend.engine.ground import ground_of
from backend.engine.whatif.edits import Edit, Subjects, edited
from shared.terms import EditKind
from tests.planning import TODAY, situation_from


@pytest.mark.parametrize(
    ("closed", "start"), [({}, 4), ({"Riga": [4]}, 3), ({"Riga": [3, 4]}, 2), ({"Riga": [1]}, 4)]
)
def test_a_lot_that_is_moved_begins_on_an_open_day(
    closed: dict[str, list[int]], start: int
) -> None:
    situation = situation_from(
        {
            "items": [{"item": "Kit", "lead": 1}],
            "supply": [{"line": "L1", "item": "Kit", "quantity": 8, "day": 2, "start": 1}],
            "closed": closed,
        }
    )
    [lot] = situation.supplies
    edit = Edit(EditKind.PLAN_LINE, supply_id=lot.id, on=TODAY + timedelta(days=5))
    moved = edited(situation, [edit], Subjects({}, {}))
    assert ground_of(moved).start_index(moved.supplies[0]) == start
