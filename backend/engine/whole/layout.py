"""What the kernels read and write: named groups of arrays.

Nodes stand in the order of their levels, those that nobody takes from first. A *way* is one manner of
getting a node (made, bought, moved; the usual one first), an *input* is what a way draws from another
node, an *option* is one routing of a made way, a *step* the hours of an option at one work centre.
What belongs to a node, a way or an option lies between `x_at[i]` and `x_at[i + 1]`. Tables have a
column for each of the words below: a few tables are compiled much quicker than many columns.
"""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

Ints: TypeAlias = npt.NDArray[np.int64]
Turns: TypeAlias = npt.NDArray[np.int32]
Days: TypeAlias = npt.NDArray[np.int16]
Ranks: TypeAlias = npt.NDArray[np.int8]
Flags: TypeAlias = npt.NDArray[np.bool_]
Eights: TypeAlias = npt.NDArray[np.uint64]

MAKE: Final = 0
BUY: Final = 1
TRANSFER: Final = 2

NO_PRIORITY: Final = 127
"""The rank of a lot that nobody asked for but the safety stock."""

NO_LEVEL: Final = 127
"""More levels than a plan has."""

NO_CAUSE: Final = 0
LEAD_TIME: Final = 1
FENCE: Final = 2
MATERIAL: Final = 3
CAPACITY: Final = 4
AWAITING_SUPPLY: Final = 5
SHELF_LIFE: Final = 6
VALIDITY: Final = 7

# The columns of `Plant.way`: days, a ratio of days a unit, lot rules, the first days allowed and the cause of what they make
# late, calendars, open days by which it is there ahead of its need, the last day on which it may begin, units
# beyond the safety stock to which a lot fills up, and the days that it keeps: it is there no more than those ahead.
KIND: Final = 0
LEAD: Final = 1
DAY_TOP: Final = 2
DAY_BOTTOM: Final = 3
MINIMUM: Final = 4
MULTIPLE: Final = 5
MAXIMUM: Final = 6
FIRST_START: Final = 7
FIRST_FINISH: Final = 8
LATE_BY: Final = 9
CALENDAR: Final = 10
COUNTS_OPEN: Final = 11
SENDER: Final = 12
SAFETY_DAYS: Final = 13
LAST_START: Final = 14
MORE: Final = 15
KEEPS: Final = 16

# The columns of `Plant.input` and `Plant.step`; a ratio is the same two in both.
TOP: Final = 0
BOTTOM: Final = 1
DRAWN: Final = 2
CENTER: Final = 2
SETUP: Final = 3
GROUP: Final = 4
MEMBER: Final = 5

TURN: Final = 1 << 16
"""More days than a plan has."""

# The columns of `Plant.user`.
PARENT: Final = 0
BY_WAY: Final = 1
BY_INPUT: Final = 2

# The columns of `Facts.line` and of `Facts.dated`, the stocks with a last usable day.
ON: Final = 0
ASKED: Final = 1
RANK: Final = 2
LIFE: Final = 3
LAST: Final = 0
LEFT: Final = 1

# The rows of `Plan.lot` at a node; each has a place for every lot, in the order of the days needed. What
# is read together stands together, `START` to `PRIORITY` by those below, `WAY` to `OPTION` by levelling.
START: Final = 0
WAY: Final = 1
PRIORITY: Final = 2
NEED: Final = 3
DUE: Final = 4
RELEASE: Final = 5
OPTION: Final = 6
TARGET: Final = 7
LATEST: Final = 8
EARLIEST: Final = 9
FINISH: Final = 10
CAUSE: Final = 11
BEHIND: Final = 12
BINDING: Final = 13
LOT_COLUMNS: Final = 14

# The columns of `Plan.cover`, by input and lot, and of `Plan.answer`, by line.
THERE: Final = 0
UNTIL: Final = 1
DONE: Final = 0
ON_TIME: Final = 1
GIVEN: Final = 2
WHY: Final = 3
WHY_BEHIND: Final = 4
ANSWER_COLUMNS: Final = 5

# The columns of `Desk.claim` (`WHO` is a line, or -1 - user; a maker is a node) and of `Desk.supply`.
CLAIM_RANK: Final = 0
CLAIM_DAY: Final = 1
CLAIM_UNITS: Final = 2
CLAIM_LIFE: Final = 3
WHO: Final = 4
WHOSE_LOT: Final = 5
MAKER: Final = 6
MAKERS_INPUT: Final = 7
CLAIM_COLUMNS: Final = 8
ARRIVAL: Final = 0
LAST_DAY: Final = 1
UNITS_LEFT: Final = 2
SUPPLY_COLUMNS: Final = 3
NEVER: Final = 2_000_000_000
"""A last usable day that no plan comes to."""
LONG: Final = 32_000
"""The same in `Plan.cover`, where days are kept small."""

# The rows of `Dirt.node`.
NET: Final = 0
LOTS: Final = 1
TIME: Final = 2
SERVE: Final = 3
TOUCHED: Final = 4
ANEW: Final = 5
DRAFT: Final = 6
AHEAD: Final = 7
MIXED: Final = 8
PARTED: Final = 9
MARKS: Final = 10


# The columns of `Dirt.span`.
FROM: Final = 0
TO: Final = 1

# The columns of `Desk.draw`: units that lots of a way drew on a day, those they draw now, and the ranks.
DRAW_WAY: Final = 0
DRAW_DAY: Final = 1
DRAWN_BEFORE: Final = 2
DRAWN_NOW: Final = 3
RANK_BEFORE: Final = 4
RANK_NOW: Final = 5
DRAW_COLUMNS: Final = 6

# The columns of `Desk.queue`.
QUEUED_NODE: Final = 0
QUEUED_LOT: Final = 1
QUEUED_DAY: Final = 2
QUEUED_RANK: Final = 3
QUEUED_STEP: Final = 4
QUEUED_HOURS: Final = 5
QUEUED_RELEASE: Final = 6
QUEUED_WHOLE: Final = 7
QUEUED_AHEAD: Final = 8
QUEUE_COLUMNS: Final = 9


class Plant(NamedTuple):
    """How things are made, bought and moved; stands as long as master data stand.

    A calendar row holds, for each day, how many open days there are up to it, and which those are.
    `only_step` is by member of a group the node's step, -1 where it has several to choose from or to go
    through; `member_at` is by group where the members of each level begin, and where the last end. `cover_days` is by node how many days of needs one lot covers, `possible` the first day for
    which a lot can still be there, whatever the way.
    `rhythm` is by way the row of `start_for` and `target_for`, which say by the day something must be there
    when it begins and when it is there; -1 where its lead time hangs on the units.
    """

    level_at: Ints
    safety: Ints
    cover_days: Ints
    shelf_life: Ints
    way_at: Ints
    way: Ints
    input_at: Ints
    input: Ints
    user_at: Ints
    user: Ints
    option_at: Ints
    step_at: Ints
    step: Ints
    group_at: Ints
    group_node: Ints
    only_step: Ints
    member_at: Ints
    group_center_at: Ints
    group_center: Ints
    open_until: Ints
    open_day: Ints
    open_count: Ints
    possible: Ints
    rhythm: Ints
    start_for: Days
    target_for: Days


class Facts(NamedTuple):
    """What stands in orders, stock, papers and calendars; a change moves it along.

    Lines of a node are in the order in which they are served.
    """

    on_hand: Ints
    scheduled: Ints
    fixed_out: Ints
    wanted: Ints
    wanted_priority: Ranks
    is_perishable: Flags
    line_at: Ints
    line: Ints
    dated_at: Ints
    dated: Ints
    capacity: Ints


class Plan(NamedTuple):
    """The plan: lots by node, `lot_count` of them; answers by line.

    `LATEST` and `TARGET` are when a lot begins and is there by its lead time alone. It begins on its `START`, sooner
    where its hours lie before that, but not before `EARLIEST`. `RELEASE` and `DUE` know the material, `FINISH` the
    hours as well, `BINDING` is the input (counted from the node's first) that comes last; a day equal to the number of days lies beyond the horizon. `cover` holds by when an
    input of a lot is there and until when it may be used, `room` the free hours after a level and
    all below it, those of the capacity itself in the last row. `asked` are the hours that lots of a
    level want on the day they are due, by the first routing; `turn` repeats by member of a group (a row
    of `Plant.group_node`) when its lots may begin and when they are to be there, as `EARLIEST` × `TURN` + `TARGET`, and `hours`
    what they ask for, where the node knows a single step (`Plant.only_step`); `is_linked` says by level, group and
    day that a lot there looked at that day and the next, so that the two can only be levelled together; on the last day, that one looked beyond the horizon.
    The same stands once more as a draft, in which parents take hours before their components: `draft_room` is what is left
    before a level and in the next row after it, `draft_begin` by step the day of a lot's first hours, counted from 1, where
    that is not the day on which it is due. `step_finish` is the day of its last hours in the same way; where that is later, `step_done`
    are the units that are done at the step by the day they are due, and `early` those of a lot that are there by then already,
    because it serves several priorities. `draft_finish` and `draft_done` are the same of the draft, by step, and `draft_option` its routing by node.
    `waits` marks nodes of which a lot begins or is due later than it would without waiting for what it draws, or goes by its parts.
    `balance` is what netting expects to be there at the end of a day where stock does not expire.
    `left` is what nobody takes of what comes on a day, where that is not simply the stock.
    `short_until` is the last day on which more is asked for than there is, -1 where nothing is late. Lots that begin by then on
    something they draw are parted: `part_lots` says how many of a node's have been, and its `part_count` parts stand in `part` as lots
    do in `lot`, in the order of their lots, then the best priority first. `OPTION` is -1 for parts whose lot stands for them, and
    for lots whose parts stand for themselves. `draft_short` says by level and group on which days somebody is late in the draft, or a lot looked at
    that day and at one on which somebody is; behind the last day, whether there is any; `hours_short` the same of the draft or behind it. Lots that ask for hours by their parts
    there have `by_parts`, by member of the group and the day of their need. `part_ahead` are the units with which a part goes on, `part_cover`, `part_finish`, `part_done` and `part_early` as for lots.
    """

    lot_count: Ints
    units: Ints
    lot: Days
    gross: Ints
    gross_priority: Ranks
    balance: Ints
    is_late: Flags
    cover: Days
    step_finish: Days
    room: Ints
    asked: Ints
    turn: Turns
    hours: Ints
    is_linked: Flags
    step_done: Ints
    early: Ints
    draft_begin: Days
    draft_finish: Days
    draft_done: Ints
    draft_option: Days
    waits: Flags
    draft_room: Ints
    draft_asked: Ints
    draft_linked: Flags
    draft_short: Flags
    hours_short: Flags
    by_parts: Flags
    left: Ints
    answer: Ints
    short_until: Ints
    part_lots: Ints
    part_count: Ints
    part: Days
    part_units: Ints
    part_ahead: Ints
    part_cover: Days
    part_finish: Days
    part_done: Ints
    part_early: Ints


class Dirt(NamedTuple):
    """What a change touches: nodes to net, whose lots differ, to time and to serve; groups to level.

    A node that is to be netted because what draws on it differs has in `span` the first and the last day
    that differ, and in `is_stale` the days whose best priority is to be looked for among all that draw;
    `ANEW` says that its own facts differ, so that everything is gathered. `TOUCHED` and `line` gather what
    has been worked on and which lines are answered anew. `moved` says by level and group on which days
    lots are due that were not, or the reverse; while a level is worked on, `differs` says by work centre
    on which days fewer or more hours are left for it than were before. The draft has the same by level.
    Behind the last day all of these say whether there is any such day. `redrafted` is by group and day the highest level whose draft
    has been levelled there, behind the last day the highest of all. `DRAFT` marks nodes
    whose lots were netted, `AHEAD` those whose hours the draft has moved: both hand down what differs. `MIXED` marks those that
    may be asked for in another order, `PARTED` those whose lots have been parted. `eights` are the marks of `node` once more, eight nodes at a time.
    """

    node: Flags
    eights: Eights
    group: Flags
    line: Flags
    moved: Flags
    differs: Flags
    draft_moved: Flags
    draft_differs: Flags
    redrafted: Ranks
    span: Ints
    is_stale: Flags


class Desk(NamedTuple):
    """Room to work in, kept because making it costs more than using it; holds nothing between runs.

    `claim`, `supply` and `link` (claim, supply, units) are those of one node; `order` and `spare` sort
    claims or lots, `bucket` counts them; `before` and `after` lead from a supply that is used up to
    the next that is not, `latest` to the last that is there by a day. `was_lot`, `was_units` and
    `was_count` hold at `slot[node]` the lots that stood there before this run; from `low` to before `high` others stand now, those
    behind have moved along. `needs` and `sizes` are the lots of one node while it is netted. `carried` is where a lot stood among them. `queue` are lots that are levelled together, `is_open` and `is_tight` their days, `is_taken` those that stay as the draft has them,
    `above` by work centre the hours that a level may use, `room` what it leaves, `had` what it left before a lot, `lent` with what less important parents
    have in the draft: `held` by row, place among the group's work centres and day, `held_row` the row of a rank. `is_every` are all days. `worn` says by what is in stock until when it is
    used, `pile` where a lot stands among that. `draw` is how draws of a node differ. `ends` is by node the last day on
    which what is left of it may be used, `asked` the node that was last asked for. `by_day` and `best` are what is drawn by day, and its best priority.
    `mix` is what is asked for by rank (`rank`; `ascending` are the rows, the best first) and day, `since` when a rank first asks,
    `mix_of` the row of a rank, `owned` what lots bring for it, `cut` and `cut_rank` the parts of one lot; `stack` are
    nodes whose lots are parted, `wish` how many. `worst` are by day the best rank of those who are late.
    `marked` are the nodes of a level that are to be netted.
    """

    arrivals: Ints
    by_day: Ints
    best: Ranks
    claim: Ints
    order: Ints
    spare: Ints
    bucket: Ints
    supply: Ints
    link: Ints
    before: Ints
    after: Ints
    latest: Ints
    slot: Ints
    was_lot: Days
    was_units: Ints
    was_count: Ints
    low: Ints
    high: Ints
    needs: Days
    sizes: Ints
    carried: Ints
    queue: Ints
    is_open: Flags
    is_tight: Flags
    is_taken: Flags
    above: Ints
    room: Ints
    had: Ints
    lent: Ints
    held: Ints
    held_row: Ints
    is_every: Flags
    worn: Ints
    pile: Ints
    draw: Ints
    ends: Ints
    asked: Ints
    mix: Ints
    rank: Ints
    ascending: Ints
    since: Ints
    mix_of: Ints
    owned: Ints
    cut: Ints
    cut_rank: Ints
    stack: Ints
    wish: Ints
    worst: Ints
    marked: Ints
