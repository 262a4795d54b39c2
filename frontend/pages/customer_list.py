"""Customers by territory, searched as one types, with what stands out; ways to segments and the market."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.customer_words import mark_status
from frontend.components.frame import head, page, section
from frontend.components.icon import icon
from frontend.components.paging import offset_of, turning
from frontend.components.states import empty, not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_search
from frontend.hooks.voice import use_voice
from shared.customer_terms import CustomerMark, ValueClass
from shared.schemas.customer import CustomerBoard, CustomerListRow, CustomersAsked

LONGEST_WORDS = 80
TOPICS = ("customer", "demand_line", "catalog")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True)
class View:
    """What the address asks for; whatever is not well written there counts as not asked."""

    asked: CustomersAsked

    @classmethod
    def of(cls, search: dict[str, str]) -> "View":
        """Read the view out of the query parameters."""
        return cls(
            CustomersAsked(
                words=search.get("q", "")[:LONGEST_WORDS],
                territory_id=_uuid(search.get("territory", "")),
                value_class=_one(ValueClass, search.get("value", "")),
                mark=_one(CustomerMark, search.get("mark", "")),
                offset=offset_of(search),
            )
        )

    def link(self, **changed: object) -> str:
        """Return the address of the same view with something else asked, from its first row on."""
        words = urlencode(self.words(**changed))
        return f"/customers/all?{words}" if words else "/customers/all"

    def words(self, **changed: object) -> dict[str, str]:
        """Return the query parameters of the view."""
        asked = self.asked
        given = {
            "q": asked.words,
            "territory": asked.territory_id,
            "value": asked.value_class,
            "mark": asked.mark,
            **changed,
        }
        return {name: str(value) for name, value in given.items() if value}


@component
def customer_list_page() -> VdomDict:
    """Draw the list; it follows orders and classes."""
    voice = use_voice()
    begun = View.of(use_search())
    typed, set_typed = use_state(begun.asked.words)
    offset = begun.asked.offset if typed == begun.asked.words else 0
    view = View(
        CustomersAsked(
            typed,
            begun.asked.territory_id,
            begun.asked.value_class,
            begun.asked.mark,
            offset,
        )
    )
    board = use_query(
        "customers", lambda gateway: gateway.customers(view.asked), str(view), topics=TOPICS
    )
    return page(
        head(voice.say("customers-title"), _covers(voice, board), _ways(voice, board)),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        _filters(voice, board.value, view, set_typed, begun),
        *_looks(voice, board, view),
        name="customer-list-page",
        is_ready=not board.is_waiting,
    )


def _covers(voice: Voice, board: Query[CustomerBoard]) -> str:
    return voice.say("customer-count", count=board.value.row_count) if board.value else ""


def _ways(voice: Voice, board: Query[CustomerBoard]) -> VdomDict:
    places = [("/segments", "navigation-segments"), ("/market", "navigation-market")]
    if board.value is not None and board.value.may_rule:
        places.append(("/customer-fields", "navigation-customer-fields"))
    return html.nav(
        {"className": "customer-ways", "aria-label": voice.say("customer-ways")},
        *(
            html.a({"className": "btn slim", "href": path, "key": path}, voice.say(key))
            for path, key in places
        ),
    )


def _filters(
    voice: Voice,
    board: CustomerBoard | None,
    view: View,
    set_typed: Callable[[str], None],
    begun: View,
) -> VdomDict:
    asked = view.asked
    marks = [(voice.say("customer-mark-any"), view.link(mark=""), asked.mark is None)] + [
        (
            f"{voice.say_code('customer-mark-name', mark)}"
            + (f" {board.marked.get(mark, 0)}" if board else ""),
            view.link(mark=mark),
            asked.mark is mark,
        )
        for mark in CustomerMark
    ]
    values = [(voice.say("customer-value-any"), view.link(value=""), asked.value_class is None)] + [
        (
            voice.say_code("customer-value-name", each),
            view.link(value=each),
            asked.value_class is each,
        )
        for each in ValueClass
    ]
    territories = [
        (voice.say("customer-everywhere"), view.link(territory=""), asked.territory_id is None)
    ] + [
        (f"{each.name} {each.count}", view.link(territory=each.id), asked.territory_id == each.id)
        for each in (board.territories if board else [])
    ]
    return html.div(
        {"className": "filters stock-filters"},
        _search(voice, view, set_typed, begun),
        choices(voice.say("customer-marks"), marks),
        choices(voice.say("customer-values"), values),
        html.details(
            {"className": "customer-edit customer-territories"},
            html.summary(
                {"className": "btn slim"},
                next((words for words, _, is_on in territories if is_on), territories[0][0]),
            ),
            choices(voice.say("customer-territories"), territories),
        )
        if len(territories) > 2  # noqa: PLR2004 -- all, and the only one
        else None,
    )


def choices(label: str, given: list[tuple[str, str, bool]]) -> VdomDict:
    """Draw links of which one is where one is."""
    return html.nav(
        {"className": "seg", "aria-label": label},
        *(
            html.a(
                {"key": link, "href": link, **({"aria-current": "true"} if is_on else {})}, words
            )
            for words, link, is_on in given
        ),
    )


def _search(voice: Voice, view: View, set_typed: Callable[[str], None], begun: View) -> VdomDict:
    kept = view.words(q="")
    return html.form(
        {
            "className": "stock-search",
            "role": "search",
            "method": "get",
            "action": "/customers/all",
        },
        *(
            html.input({"type": "hidden", "name": name, "value": value, "key": name})
            for name, value in kept.items()
        ),
        html.label(
            {"className": "field"},
            icon("search"),
            html.span({"className": "vh"}, voice.say("customers-search")),
            html.input(
                {
                    "type": "search",
                    "name": "q",
                    "defaultValue": begun.asked.words,
                    "maxLength": LONGEST_WORDS,
                    "placeholder": voice.say("customers-search"),
                    "enterKeyHint": "search",
                    "autoComplete": "off",
                    "onChange": lambda event: set_typed(
                        str(event["target"]["value"])[:LONGEST_WORDS]
                    ),
                }
            ),
        ),
    )


def _looks(voice: Voice, board: Query[CustomerBoard], view: View) -> list[VdomDict | None]:
    if board.value is None:
        return [
            unanswered(
                voice, board, voice.say("customer-list-loading"), voice.say("customer-list-failed")
            )
        ]
    found = board.value
    voice = replace(voice, currency=found.currency)
    if not found.rows:
        if not found.territories:
            return [
                empty(voice.say("customer-no-territory"), voice.say("customer-no-territory-more"))
            ]
        everything = html.a(
            {"className": "btn ink", "href": "/customers/all"}, voice.say("customer-show-all")
        )
        return [
            empty(
                voice.say("customer-none-found"), voice.say("customer-none-found-more"), everything
            )
        ]
    parts: list[VdomDict | None] = []
    for (_, name), rows in groupby(
        found.rows, key=lambda row: (row.territory_id, row.territory_name)
    ):
        parts += [
            section(name),
            html.div({"className": "sheet"}, *(_row(voice, row) for row in rows)),
        ]
    parts.append(
        turning(
            voice,
            lambda start: view.link(**({"from": start} if start else {})),
            view.asked.offset,
            found.next_offset,
        )
    )
    return parts


def _row(voice: Voice, row: CustomerListRow) -> VdomDict:
    said = [
        voice.joined((row.city, row.industry)),
        voice.say_code("customer-value-name", row.value_class),
        voice.say("customer-class-is", number=row.customer_class),
    ]
    return html.a(
        {"className": "row", "href": f"/customers/{row.id}", "key": str(row.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, row.name),
            html.span({"className": "b nw"}, voice.money(round(row.year_value))),
        ),
        html.span({"className": "t-s dim"}, " · ".join(part for part in said if part)),
        html.span(
            {"className": "stock-marks t-s"},
            *(mark_status(voice, mark, is_short=True) for mark in row.marks),
        )
        if row.marks
        else None,
    )


def _one(kind: type[Word], said: str) -> Word | None:
    return kind(said) if said in set(kind) else None


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
