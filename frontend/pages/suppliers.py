"""Who delivers to the viewer's sites, how well they keep their word, and what is open with them."""

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.frame import head, page
from frontend.components.states import not_fresh, unanswered
from frontend.components.supplier_parts import open_words, reliability_row
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.voice import use_ticking_voice
from shared.schemas.supplier import SupplierRow


@component
def suppliers_page() -> VdomDict:
    """Draw the list, those with an overdue answer first."""
    voice = use_ticking_voice()
    found = use_query(
        "suppliers", lambda gateway: gateway.suppliers(), topics=("supplier", "supply")
    )
    return page(
        head(voice.say("navigation-suppliers")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found),
        name="suppliers-page",
        is_ready=not found.is_waiting,
    )


def _looks(voice: Voice, found: Query[list[SupplierRow]]) -> list[VdomDict]:
    if found.value is None:
        return [
            unanswered(voice, found, voice.say("suppliers-loading"), voice.say("suppliers-failed"))
        ]
    if not found.value:
        return [html.p({"className": "pad dim"}, voice.say("suppliers-none"))]
    ordered = sorted(
        found.value, key=lambda row: (-row.overdue_count, -row.waiting_count, row.name)
    )
    return [
        html.div(
            {"className": "body column"},
            html.p({"className": "pad t-s dim"}, voice.say("suppliers-counted")),
            html.div({"className": "sheet"}, *(_row(voice, row) for row in ordered)),
        )
    ]


def _row(voice: Voice, row: SupplierRow) -> VdomDict:
    return html.a(
        {"className": "row stack tight", "href": f"/suppliers/{row.id}", "key": str(row.id)},
        html.span({"className": "m"}, row.name),
        html.span(
            {"className": "t-s c-late" if row.overdue_count else "t-s dim"},
            " · ".join(open_words(voice, row)),
        ),
        reliability_row(voice, row.reliability),
    )
