"""What somebody is told of things: mentions first seen, then what they follow."""

from collections.abc import Callable

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.icon import icon
from frontend.components.voice import Voice
from shared.schemas.thread import NewsRow
from shared.thread_terms import NewsKind


def news_row(voice: Voice, row: NewsRow, see: Callable[..., object]) -> VdomDict:
    """Draw one thing that somebody is told, with its way to the thing and a button that says "seen"."""
    is_mention = row.kind is NewsKind.MENTIONED
    words = voice.say_code("news", row.kind, name=row.by_name or voice.say("charge-itself"))
    about = " · ".join(part for part in (row.thing.title, row.thing.more) if part)
    return html.li(
        {"className": "row flex alert-row", "key": str(row.id)},
        html.a(
            {"className": "grow", "href": row.thing.path},
            html.span(
                {"className": f"st large{' change' if is_mention else ''}"},
                icon("note" if is_mention else "info"),
                html.span(words),
            ),
            html.span({"className": "t-s at-time"}, about),
            html.span({"className": "t-s dim at-time"}, voice.moment(row.at)),
        ),
        button({"className": "btn slim", "type": "button", "onClick": see}, voice.say("page-seen")),
    )
