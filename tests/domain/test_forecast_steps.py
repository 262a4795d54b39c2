"""What is said of a place falls on the cells below it, however many there are of both."""

from collections import defaultdict
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from backend.forecast.model.series import Place
from backend.forecast.model.steps import ADDING, Asked, spread, steps_for

FIRST = 680
PERIODS = 3
FAMILIES = ("Paint", "Tools")
SITE = UUID(int=99)


def item_of(number: int) -> UUID:
    return UUID(int=number + 1)


def cell(number: int, scope: int, channel: str) -> Place:
    return Place(FAMILIES[number % 2], item_of(number), SITE, UUID(int=50 + scope), "", channel)


cells = st.dictionaries(
    st.builds(cell, st.integers(0, 4), st.integers(0, 1), st.sampled_from(["direct", "online"])),
    st.lists(st.integers(0, 500), min_size=PERIODS, max_size=PERIODS),
    min_size=1,
)
places = st.one_of(
    st.builds(Place, st.sampled_from(FAMILIES)),
    st.builds(lambda number: Place(FAMILIES[number % 2], item_of(number)), st.integers(0, 5)),
    # A place that has no cell of its own falls on all of its item.
    st.builds(cell, st.integers(0, 5), st.integers(0, 2), st.sampled_from(["direct", "retail"])),
)
words = st.lists(
    st.builds(
        Asked,
        places,
        st.integers(FIRST - 1, FIRST + PERIODS),
        st.integers(-900, 900),
        st.sampled_from(ADDING[:-1]),
    ),
    max_size=12,
)


@given(cells, words)
def test_words_fall_on_the_cells_below_and_no_cell_falls_below_zero(
    cells: dict[Place, list[int]], said: list[Asked]
) -> None:
    found = steps_for(cells, FIRST, said)
    for at in range(PERIODS):
        expected: defaultdict[tuple[object, Place], int] = defaultdict(int)
        for each in said:
            below = [place for place in cells if each.place.holds(place)] or [
                place
                for place in cells
                if each.place.item_id is not None and place.item_id == each.place.item_id
            ]
            if each.number == FIRST + at:
                parts = spread(each.amount, [cells[place][at] for place in below])
                for place, part in zip(below, parts, strict=True):
                    expected[each.step, place] += part
        for place, points in cells.items():
            missing = -min(0, points[at] + sum(expected[step, place] for step in ADDING))
            for step in reversed(ADDING):
                cut = min(missing, max(0, -expected[step, place]))
                expected[step, place] += cut
                missing -= cut
            for step in ADDING:
                assert found[step][place][at] == expected[step, place]
            assert points[at] + sum(found[step][place][at] for step in ADDING) >= 0
        for step in ADDING:
            for above in [each for each in found[step] if each not in cells]:
                below = [place for place in cells if above.holds(place)]
                assert found[step][above][at] == sum(found[step][place][at] for place in below)
