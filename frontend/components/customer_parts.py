"""The parts of a customer's page: service, likings, what is open, asked, dealt and sent back."""

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.change_rows import change_row
from frontend.components.customer_words import (
    service_value,
    target_words,
    weekday_name,
)
from frontend.components.frame import section
from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from shared.schemas.customer import (
    CustomerView,
    DealRow,
    OpenLineRow,
    Preferences,
    ReturnRow,
    ServiceFigure,
)


def service_part(voice: Voice, view: CustomerView) -> list[VdomDict]:
    """Draw the service that the customer got; each figure leads to the lines behind it."""
    return [
        section(voice.say("customer-service")),
        html.div(
            {"className": "sheet"},
            *(_service_row(voice, view, figure) for figure in view.service),
        ),
    ]


def _service_row(voice: Voice, view: CustomerView, figure: ServiceFigure) -> VdomDict:
    shape = "kept" if figure.is_on_target else "risk"
    said = voice.say(
        "customer-service-weeks",
        value=service_value(voice, figure.unit, figure.weeks),
        count=figure.count,
    )
    target = target_words(voice, figure)
    return html.a(
        {
            "className": "row",
            "key": figure.kpi.value,
            "href": f"/customers/{view.id}/service/{figure.kpi.value}",
        },
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m"}, voice.say_code("kpi", figure.kpi)),
            html.span({"className": "b nw"}, service_value(voice, figure.unit, figure.year)),
        ),
        html.span(
            {"className": "flex between t-s"},
            html.span({"className": "dim"}, said),
            status(shape, target, "kept" if figure.is_on_target else "late")
            if target and figure.year is not None
            else None,
        ),
    )


def likings_part(voice: Voice, likings: Preferences) -> list[VdomDict]:
    """Draw what the orders of a year say that the customer likes."""
    title = section(voice.say("customer-likes"))
    if not likings.order_count:
        return [title, html.p({"className": "pad dim"}, voice.say("customer-likes-nothing"))]
    said = [
        voice.say(
            "customer-likes-channels",
            channels=voice.listed(
                [
                    f"{voice.say_code('customer-channel', each.channel)} {voice.percent(each.ratio, 0)}"
                    for each in likings.channels
                ]
            ),
        ),
        voice.say(
            "customer-likes-weekdays",
            days=voice.listed(
                [
                    f"{weekday_name(voice, each.weekday)} {voice.percent(each.ratio, 0)}"
                    for each in sorted(likings.weekdays, key=lambda day: -day.ratio)[:3]
                ]
            ),
        ),
    ]
    if likings.days_ahead is not None:
        said.append(voice.say("customer-likes-ahead", count=likings.days_ahead))
    return [
        title,
        html.div(
            {"className": "sheet"},
            *(
                html.div(
                    {"className": "row", "key": str(each.item_id)},
                    html.span(
                        {"className": "flex between base"},
                        html.span({"className": "m cut"}, each.item_name),
                        html.span(
                            {"className": "b nw"}, voice.amount(each.usual_quantity, each.unit)
                        ),
                    ),
                    html.span(
                        {"className": "t-s dim"},
                        voice.say(
                            "customer-likes-item",
                            share=voice.percent(each.order_ratio, 0),
                            day=voice.short_day(each.last_on),
                        ),
                    ),
                )
                for each in likings.items
            ),
            html.ul(
                {"className": "row t-s customer-says"},
                *(html.li({"key": words}, words) for words in said),
            ),
        ),
    ]


def open_part(voice: Voice, view: CustomerView) -> list[VdomDict]:
    """Draw what is still to be delivered, the soonest first."""
    title = section(voice.say("customer-open", count=len(view.open_lines)))
    if not view.open_lines:
        return [title, html.p({"className": "pad dim"}, voice.say("customer-open-none"))]
    return [
        title,
        html.div({"className": "sheet"}, *(_open_row(voice, each) for each in view.open_lines)),
    ]


def _open_row(voice: Voice, line: OpenLineRow) -> VdomDict:
    day = line.promised_on or line.due_on
    if line.is_late:
        if line.possible_on is None:
            said = status("late", voice.say("customer-line-no-day"), "late")
        else:
            said = status(
                "late", voice.say("customer-line-late", day=voice.day(line.possible_on)), "late"
            )
    elif line.promised_on is None:
        said = status("waiting", voice.say("customer-line-unpromised"), "risk")
    else:
        said = status("kept", voice.say("customer-line-kept"), "kept")
    return html.a(
        {"className": "row", "key": str(line.id), "href": f"/lines/{line.id}/why"},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, line.item_name),
            html.span({"className": "b nw"}, voice.amount(line.open_quantity, line.unit)),
        ),
        html.span(
            {"className": "flex between t-s"},
            html.span(
                {"className": "flex"},
                status("urgent", voice.say("customer-line-urgent"), "late")
                if line.is_urgent
                else None,
                said,
            ),
            html.span({"className": "dim nw"}, voice.day(day)),
        ),
    )


def changes_part(voice: Voice, view: CustomerView) -> list[VdomDict]:
    """Draw the latest changes, newest first."""
    if not view.changes:
        return []
    return [
        section(voice.say("customer-changes", count=len(view.changes))),
        html.div(
            {"className": "sheet"},
            *(change_row(voice, row, names_asker=True) for row in view.changes),
        ),
    ]


def deals_part(voice: Voice, deals: list[DealRow]) -> list[VdomDict]:
    """Draw what may become an order."""
    if not deals:
        return []
    return [
        section(voice.say("customer-deals", count=len(deals))),
        html.div({"className": "sheet"}, *(_deal_row(voice, each) for each in deals)),
    ]


def _deal_row(voice: Voice, deal: DealRow) -> VdomDict:
    if deal.kind == "quotation":
        said = voice.say(
            "customer-deal-held",
            amount=voice.amount(deal.quantity, deal.unit),
            until=voice.moment(deal.held_until) if deal.held_until else "",
        )
    else:
        said = voice.say(
            "customer-deal-stage",
            stage=voice.say_code("customer-stage", deal.stage),
            chance=voice.percent(deal.probability or 0, 0),
            amount=voice.amount(deal.quantity, deal.unit),
        )
    return html.div(
        {"className": "row", "key": deal.reference},
        html.span(
            {"className": "flex between base"},
            html.span({"className": "m cut"}, deal.item_name),
            html.span({"className": "b nw"}, voice.money(deal.value)),
        ),
        html.span(
            {"className": "flex between t-s dim"},
            html.span(said),
            html.span({"className": "nw"}, voice.short_day(deal.expected_on)),
        ),
    )


def returns_part(voice: Voice, returns: list[ReturnRow], count: int) -> list[VdomDict]:
    """Draw what came back in a year, the latest of all `count`."""
    if not returns:
        return []
    hidden = count - len(returns)
    return [
        section(voice.say("customer-returns", count=count)),
        html.div(
            {"className": "sheet"},
            *(
                html.div(
                    {"className": "row", "key": each.reference + each.order_reference},
                    html.span(
                        {"className": "flex between base"},
                        html.span({"className": "m cut"}, each.item_name),
                        html.span({"className": "b nw"}, voice.amount(each.quantity, each.unit)),
                    ),
                    html.span(
                        {"className": "flex between t-s dim"},
                        html.span(
                            f"{voice.say_code('customer-return', each.reason)} · {each.order_reference}"
                        ),
                        html.span({"className": "nw"}, voice.day(each.returned_on)),
                    ),
                )
                for each in returns
            ),
            html.p({"className": "row t-s dim"}, voice.say("customer-returns-more", count=hidden))
            if hidden
            else None,
        ),
    ]


def call_link(voice: Voice, view: CustomerView) -> VdomDict | None:
    """A button that calls the customer."""
    digits = "".join(sign for sign in view.phone if sign.isdigit() or sign == "+")
    if not digits:
        return None
    return html.a(
        {
            "href": f"tel:{digits}",
            "aria-label": voice.say("customer-call", name=view.contact_name or view.name),
        },
        icon("call"),
    )
