"""Finding the nodes that are marked, eight at a time where none of eight is."""

from backend.engine.whole.compiled import inlined
from backend.engine.whole.layout import Eights, Flags, Ints


@inlined
def find_marked(marks: Flags, eights: Eights, first: int, last: int, found: Ints) -> int:
    """Write down the marked nodes from `first` to before `last`; how many. `eights` are the same marks."""
    filled, node = 0, first
    while node < last:
        if node & 7 == 0 and eights[node >> 3] == 0:
            node += 8
            continue
        found[filled] = node
        filled += marks[node]
        node += 1
    return filled


@inlined
def find_either(
    marks: Flags,
    other: Flags,
    eights: Eights,
    other_eights: Eights,
    first: int,
    last: int,
    found: Ints,
) -> int:
    """The same for nodes that have one of two marks."""
    filled, node = 0, first
    while node < last:
        if node & 7 == 0 and eights[node >> 3] == 0 and other_eights[node >> 3] == 0:
            node += 8
            continue
        found[filled] = node
        filled += marks[node] | other[node]
        node += 1
    return filled
