"""A web component: the time left until an instant, counted from the server's clock and not the device's."""

from datetime import datetime

from reactpy import html
from reactpy.types import VdomDict


def count_down(now: datetime, due_at: datetime, from_at: datetime | None = None) -> VdomDict:
    """Place the component; `now` is the server's time of this drawing, with `from_at` there is a bar."""
    begun = {} if from_at is None else {"data-from": _instant(from_at)}
    return html.count_down(
        {"role": "timer", "data-now": _instant(now), "data-due": _instant(due_at), **begun}
    )


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
