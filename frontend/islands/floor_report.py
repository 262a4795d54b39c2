"""One thing to report from the floor; it works without a network, so it is a web component."""

from reactpy import html
from reactpy.types import VdomDict


def floor_report(do: str, **facts: str) -> VdomDict:
    """Place the button of a report: `output`, `downtime`, `end`, `hours`, `reverse`; or what `waiting`.

    Facts travel as `data-` attributes, which also the last known view of a page keeps.
    """
    return html.floor_report(
        {
            "data-do": do,
            **{f"data-{name.replace('_', '-')}": value for name, value in facts.items()},
        }
    )
