"""A choice of one out of many.

ReactPy's client would send a `select` with all of its options, at some nine kilobytes an option, and
the select itself as the list of them. `js/picker.js` therefore hands the chosen value to the field
behind it, which alone is heard, and lets the select follow that field where the page says it anew.
"""

from collections.abc import Callable
from inspect import iscoroutinefunction
from typing import Any

from reactpy import html
from reactpy.types import VdomDict

Pick = Callable[[str], object]


def picker(
    label: str,
    choices: list[tuple[str, str]],
    chosen: str,
    pick: Pick,
    *,
    is_beside: bool = False,
    follows: bool = False,
) -> VdomDict:
    """Draw a labelled choice; `choices` are values with their words, `pick` gets the chosen value.

    One that `follows` shows what is `chosen` at every drawing, unless somebody has chosen otherwise since.
    """
    select = html.select(
        {"data-picker": "", **({} if follows else {"defaultValue": chosen})},
        *(
            html.option(
                # The client does not know a select's own `defaultValue`.
                {
                    "value": value,
                    "key": value,
                    **({"selected": True} if value == chosen and not follows else {}),
                },
                words,
            )
            for value, words in choices
        ),
    )
    heard = html.input(
        {
            "type": "hidden",
            **({"value": chosen} if follows else {}),
            "onChange": _heard(pick),
        }
    )
    if is_beside:
        return html.label(
            {"className": "field"}, html.span({"className": "dim"}, label), select, heard
        )
    return html.label(
        {"className": "stack tight"},
        html.span({"className": "label"}, label),
        html.span({"className": "field"}, select, heard),
    )


def _heard(pick: Pick) -> Callable[[Any], object]:
    """What hears the field; ReactPy awaits only what it can see to be awaited."""
    if not iscoroutinefunction(pick):
        return lambda event: pick(str(event["target"]["value"]))

    async def chosen(event: Any) -> None:
        await pick(str(event["target"]["value"]))

    return chosen
