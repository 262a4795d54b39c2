"""The order lines of a year behind one service figure of a customer, misses first."""

from typing import Final
from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.customer_words import service_value, target_words
from frontend.components.frame import back, page, section
from frontend.components.icon import status
from frontend.components.states import not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.customer import CustomerLines, JudgedLine
from shared.terms import KPIName

_COUNTS: Final = {
    "hit": ("kept", "kept"),
    "miss": ("late", "late"),
    "part": ("short", "late"),
    "open": ("waiting", "risk"),
}
_SHOWN: Final = 300


class _UnknownFigureError(ProblemError):
    code = "not_found"
    status = 404


@component
def customer_lines_page() -> VdomDict:
    """Draw the figure of the path."""
    voice = use_voice()
    _, _, customer_id, _, name = use_path().split("/")

    async def ask(gateway: Gateway) -> CustomerLines:
        if name not in set(KPIName):
            raise _UnknownFigureError
        return await gateway.customer_lines(UUID(customer_id), KPIName(name))

    found = use_query("customer-lines", ask, customer_id, name, topics=("demand_line",))
    return page(
        *_looks(voice, found, customer_id),
        name="customer-lines-page no-live column",
        is_ready=not found.is_waiting,
    )


def _looks(voice: Voice, found: Query[CustomerLines], customer_id: str) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("kpi-loading"), voice.say("kpi-failed"))]
    lines = found.value
    figure = lines.figure
    return [
        back(f"/customers/{customer_id}", lines.customer_name, lines.customer_name),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say_code("kpi", lines.kpi)),
            html.p(
                {"className": "customer-number"}, service_value(voice, figure.unit, figure.year)
            ),
            html.p(
                {"className": "dim"},
                " · ".join(
                    part
                    for part in (
                        target_words(voice, figure),
                        voice.say(
                            "customer-days",
                            first=voice.day(lines.from_on),
                            last=voice.day(lines.until_on),
                        ),
                    )
                    if part
                ),
            ),
        ),
        section(voice.say("kpi-rows", count=len(lines.rows))),
        html.div(
            {"className": "sheet"}, *(_row(voice, row, lines.kpi) for row in lines.rows[:_SHOWN])
        )
        if lines.rows
        else html.p({"className": "dim no-rows"}, voice.say("kpi-no-rows")),
        html.div(
            {"className": "foot t-s"},
            html.span({"className": "b"}, voice.say("kpi-how-counted")),
            " ",
            html.span({"className": "dim"}, voice.say_code("customer-formula", lines.kpi)),
        ),
    ]


def _row(voice: Voice, row: JudgedLine, kpi: KPIName) -> VdomDict:
    shape, tone = _COUNTS.get(row.counts_as, ("info", ""))
    said = voice.say_code("kpi-counts", row.counts_as)
    if kpi is KPIName.ORDER_LEAD_TIME and row.days is not None:
        shape, tone, said = "today", "", voice.say("units-days", count=row.days)
    elif row.counts_as == "part":
        said = voice.say(
            "kpi-part",
            done=voice.number(row.delivered_quantity),
            whole=voice.number(row.quantity),
        )
    story = [
        voice.say("kpi-row-item", item=row.item_name, amount=voice.amount(row.quantity, row.unit)),
        voice.say("kpi-row-promised", day=voice.day(row.reference_on)),
    ]
    if row.delivered_on:
        story.append(voice.say("kpi-row-shipped", day=voice.day(row.delivered_on)))
    if row.cause and row.counts_as != "hit":
        story.append(voice.say_code("kpi-cause", row.cause))
    return html.div(
        {"className": "row", "key": str(row.id)},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, row.order_reference),
            status(shape, said, tone),
        ),
        html.span({"className": "t-s dim"}, " · ".join(story)),
    )
