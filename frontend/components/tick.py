"""A checkbox of a live page.

What the server says of a bare one is drawn at once, also when it was said before the last press was
heard: on a slow network a box would jump back under the finger, and the next press would mean the
opposite. `js/picker.js` therefore hands each press to the field behind the box, whose value ReactPy's
client leaves alone while a press is on its way, and lets the box follow that field.
"""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

TICKED = "on"


def tick(
    mark: Callable[[bool], object], *, is_on: bool, is_closed: bool = False
) -> tuple[VdomDict, VdomDict]:
    """Draw a box, to stand in its label, and the field behind it; `mark` hears what the box is now.

    One that `is_closed` cannot be pressed.
    """
    return (
        html.input(
            {
                "type": "checkbox",
                "data-tick": "",
                "defaultChecked": is_on,
                "disabled": is_closed,
            }
        ),
        html.input(
            {
                "type": "hidden",
                "value": TICKED if is_on else "",
                "onChange": lambda event: mark(event["target"]["value"] == TICKED),
            }
        ),
    )
