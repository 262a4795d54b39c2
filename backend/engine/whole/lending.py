"""Hours that less important parents have in the draft, lent to those who would be late without them.

Parents take hours before their components. What a parent has is kept for it until it is its turn, but not against a component that is
more important: one that would be late for want of hours may take them. The parent looks for others when it is its turn.
"""

from backend.engine.whole.compiled import inlined, leaf
from backend.engine.whole.layout import NO_PRIORITY, Desk, Flags, Ints, Ranks


@inlined
def open_lent(
    is_open: Flags, short: Flags, redrafted: Ranks, level: int, is_found: bool  # noqa: FBT001 -- a kernel knows no names of arguments
) -> bool:  # fmt: skip
    """Open the days on which somebody was late while the draft of a higher level has been levelled there; whether any is open."""
    days = len(is_open)
    if not short[days] or redrafted[days] >= level:
        return is_found
    is_any = False
    for day in range(days):
        is_open[day] = (is_found and is_open[day]) or (short[day] and redrafted[day] < level)
        is_any |= is_open[day]
    return is_any


@inlined
def redraft(redrafted: Ranks, is_open: Flags, level: int) -> None:
    """Note the days on which the draft of a level has been levelled."""
    days = len(is_open)
    for day in range(days):
        if is_open[day]:
            redrafted[day] = min(redrafted[day], level)
    redrafted[days] = min(redrafted[days], level)


@inlined
def keep_rows(to: Ints, since: Ints, centers: Ints) -> None:
    """Copy the rows of some work centres."""
    for place in range(len(centers)):
        center = centers[place]
        for day in range(to.shape[1]):
            to[center, day] = since[center, day]


@inlined
def add_rows(held: Ints, room: Ints, centers: Ints, sign: int) -> None:
    """Add the rows of some work centres to what is held there, by their place among them."""
    for place in range(len(centers)):
        for day in range(room.shape[1]):
            held[place, day] += sign * room[centers[place], day]


@leaf
def lend(desk: Desk, room: Ints, centers: Ints, rank: int) -> bool:
    """Set the hours that somebody of a rank may take if those who are less important lend theirs (`desk.lent`); whether any has."""
    keep_rows(desk.lent, room, centers)
    found = False
    for other in range(rank + 1, NO_PRIORITY + 1):
        row = desk.held_row[other]
        if row >= 0:
            found = True
            for place in range(len(centers)):
                for day in range(room.shape[1]):
                    desk.lent[centers[place], day] += desk.held[row, place, day]
    return found


@leaf
def take_lent(desk: Desk, room: Ints, centers: Ints, rank: int) -> None:
    """Leave of hours what is left of those that were lent, and what the others have is theirs: less than nothing where somebody has to look for others."""
    keep_rows(room, desk.lent, centers)
    for other in range(rank + 1, NO_PRIORITY + 1):
        row = desk.held_row[other]
        if row >= 0:
            for place in range(len(centers)):
                for day in range(room.shape[1]):
                    room[centers[place], day] -= desk.held[row, place, day]
