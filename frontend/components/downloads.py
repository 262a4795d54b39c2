"""Taking a list away: the same rows as on the screen's list, as CSV or as an Excel workbook."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon
from frontend.components.voice import Voice

_FILES = (("csv", "export-csv"), ("xlsx", "export-workbook"))


def downloads(voice: Voice, path: str) -> VdomDict:
    """Draw the two links; `path` is the list's address in the API, without an ending."""
    return html.p(
        {"className": "downloads"},
        *(
            html.a(
                {
                    "className": "link t-s",
                    "href": f"{path}.{ending}",
                    "download": "",
                    "key": ending,
                },
                icon("import", "s"),
                html.span(voice.say(key)),
            )
            for ending, key in _FILES
        ),
    )
