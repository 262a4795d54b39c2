"""A text of many lines that is typed or pasted.

ReactPy's client would send it eight times over with every letter, and an event may have 64 KB. `js/long-text.js`
therefore hands it in pieces to the field behind it, which alone is heard, once the text is left.
"""

from collections.abc import Callable
from typing import Any, Final, cast

from reactpy import component, html, use_ref
from reactpy.types import VdomDict

_MOST_PIECES: Final = 100


@component
def long_text(label: str, attributes: dict[str, Any], write: Callable[[str], object]) -> VdomDict:
    """Draw a labelled field of several lines that tells the whole text when it is left."""
    pieces: Any = use_ref(cast("list[str]", []))

    def heard(event: Any) -> None:
        pieces.current, text = joined(pieces.current, str(event["target"]["value"]))
        if text is not None:
            write(text)

    return html.label(
        {"className": "stack tight"},
        html.span({"className": "label"}, label),
        html.span(
            {"className": "field"},
            html.textarea({"autoComplete": "off", "rows": 6, "data-long": "", **attributes}),
            html.input({"type": "hidden", "onChange": heard}),
        ),
    )


def joined(pieces: list[str], said: str) -> tuple[list[str], str | None]:
    """Return the pieces of a text so far with the one that came, and the text once it is whole.

    A piece that does not follow the ones before begins anew; what is no piece changes nothing.

    >>> joined(["a"], "2/2 b")
    ([], 'ab')
    >>> joined(["a"], "1/2 c")
    (['c'], None)
    """
    place, _, piece = said.partition(" ")
    at, _, count = place.partition("/")
    if not (at.isdecimal() and count.isdecimal()) or not 1 <= int(at) <= int(count) <= _MOST_PIECES:
        return pieces, None
    if int(at) != len(pieces) + 1:
        pieces = []
    if int(at) != len(pieces) + 1:
        return [], None
    pieces = [*pieces, piece]
    return ([], "".join(pieces)) if int(at) == int(count) else (pieces, None)
