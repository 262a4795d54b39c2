"""Customers over the API: from all sides, fields of one's own, segments and classes, the market."""

from uuid import UUID

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency, Provide
from litestar.params import FromPath, FromQuery, JSONBody

from backend.customer.commands import (
    AddCustomerField,
    ChangeCustomerField,
    ChooseClass,
    ChooseSegmentRules,
    EndClassChoice,
    ForgetSignal,
    HearSignal,
    RemoveCustomerField,
    SayCustomerFields,
    TakeOverClasses,
)
from backend.customer.errors import (
    ClassExpiryError,
    ClassMovedError,
    FieldDefinitionError,
    FieldValueError,
    SegmentRulesError,
    SignalDaysError,
    TooManyFieldsError,
)
from backend.customer.queries.board import customers_for
from backend.customer.queries.fields import fields_for
from backend.customer.queries.market import market_for, market_lines_for
from backend.customer.queries.one import customer_for, customer_lines
from backend.customer.queries.ranking import segments_for
from backend.dispatch import Dispatcher
from backend.identity.errors import NotFoundError
from backend.identity.model import Viewer
from backend.kit.api_description import refusals
from backend.kit.logging import request_id
from shared.customer_terms import CustomerMark, MarketSplit, ValueClass
from shared.schemas.customer import (
    CustomerBoard,
    CustomerField,
    CustomerFieldChoice,
    CustomerLines,
    CustomersAsked,
    CustomerView,
    FieldsSaid,
    SignalChoice,
)
from shared.schemas.segment import (
    ClassesTaken,
    MarketAsked,
    MarketBoard,
    MarketLines,
    OverrideChoice,
    SegmentBoard,
    SegmentRules,
    SegmentsAsked,
)
from shared.terms import Channel, KPIName


@get("/customer-board")
async def customer_board(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    words: FromQuery[str] = "",
    territory_id: FromQuery[UUID | None] = None,
    value_class: FromQuery[ValueClass | None] = None,
    mark: FromQuery[CustomerMark | None] = None,
    offset: FromQuery[int] = 0,
) -> CustomerBoard:
    """Customers in one's territories with what stands out, fifty by territory and name."""
    asked = CustomersAsked(words, territory_id, value_class, mark, offset)
    return await customers_for(viewer, asked, dispatcher.clock.now())


@get("/customers/{customer_id:uuid}", responses=refusals(NotFoundError))
async def customer(
    customer_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerView:
    """One customer from all sides: rhythm, service, likings, what is open, fields, segment."""
    return await customer_for(viewer, customer_id, dispatcher.clock.now())


@get("/customers/{customer_id:uuid}/service/{kpi:str}", responses=refusals(NotFoundError))
async def service_lines(
    customer_id: FromPath[UUID],
    kpi: FromPath[KPIName],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerLines:
    """The order lines of a year behind a service figure of a customer, misses first."""
    return await customer_lines(viewer, customer_id, kpi, dispatcher.clock.now())


@put(
    "/customers/{customer_id:uuid}/fields",
    responses=refusals(NotFoundError, FieldValueError),
)
async def say_fields(
    customer_id: FromPath[UUID],
    data: JSONBody[FieldsSaid],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerView:
    """Say what holds for a customer in some of the company's fields, all or none."""
    command = SayCustomerFields(customer_id, tuple(data.said))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await customer_for(viewer, customer_id, dispatcher.clock.now())


@put(
    "/customers/{customer_id:uuid}/class",
    responses=refusals(NotFoundError, ClassExpiryError),
)
async def choose_customer_class(
    customer_id: FromPath[UUID],
    data: JSONBody[OverrideChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerView:
    """Let a customer be served in a class by hand, with the reason and until a day. It holds at once."""
    command = ChooseClass(customer_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await customer_for(viewer, customer_id, dispatcher.clock.now())


@delete("/customers/{customer_id:uuid}/class", responses=refusals(NotFoundError))
async def end_customer_class(
    customer_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Forget a class by hand; the customer keeps it until another one is taken over."""
    command = EndClassChoice(customer_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@post("/customers/{customer_id:uuid}/signals", responses=refusals(NotFoundError, SignalDaysError))
async def hear_signal(
    customer_id: FromPath[UUID],
    data: JSONBody[SignalChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> CustomerView:
    """Note what was heard of a customer: praise, a complaint, a wish, an event, a competitor's move."""
    command = HearSignal(customer_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await customer_for(viewer, customer_id, dispatcher.clock.now())


@delete("/customer-signals/{signal_id:uuid}", responses=refusals(NotFoundError))
async def forget_signal(
    signal_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Take back what was heard."""
    command = ForgetSignal(signal_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get("/customer-fields")
async def customer_fields(viewer: NamedDependency[Viewer]) -> list[CustomerField]:
    """The fields that the company keeps of its customers beyond the usual ones."""
    return await fields_for(viewer)


@post("/customer-fields", responses=refusals(FieldDefinitionError, TooManyFieldsError))
async def add_field(
    data: JSONBody[CustomerFieldChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[CustomerField]:
    """Keep one thing more of every customer."""
    command = AddCustomerField(data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await fields_for(viewer)


@put(
    "/customer-fields/{field_id:uuid}",
    responses=refusals(NotFoundError, FieldDefinitionError),
)
async def change_field(
    field_id: FromPath[UUID],
    data: JSONBody[CustomerFieldChoice],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> list[CustomerField]:
    """Call a field otherwise, or let others be chosen in it; its kind stays."""
    command = ChangeCustomerField(field_id, data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await fields_for(viewer)


@delete("/customer-fields/{field_id:uuid}", responses=refusals(NotFoundError))
async def remove_field(
    field_id: FromPath[UUID],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> None:
    """Keep a field no longer."""
    command = RemoveCustomerField(field_id)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())


@get("/segments")
async def segments(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    value_class: FromQuery[ValueClass | None] = None,
    territory_id: FromQuery[UUID | None] = None,
    offset: FromQuery[int] = 0,
    moves_offset: FromQuery[int] = 0,
) -> SegmentBoard:
    """What customers are worth, found from their orders, fifty by value; and whose class would be another one."""
    asked = SegmentsAsked(value_class, territory_id, offset, moves_offset)
    return await segments_for(viewer, asked, dispatcher.clock.now())


@put("/segments/rules", responses=refusals(SegmentRulesError))
async def choose_rules(
    data: JSONBody[SegmentRules],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SegmentBoard:
    """Find segments by other rules. Nobody's class moves by that; what would move is in the answer."""
    command = ChooseSegmentRules(data)
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await segments_for(viewer, SegmentsAsked(), dispatcher.clock.now())


@post(
    "/segments/classes",
    status_code=200,
    responses=refusals(NotFoundError, ClassMovedError),
)
async def take_over(
    data: JSONBody[ClassesTaken],
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
) -> SegmentBoard:
    """Take over suggested classes, all or none, exactly as they were seen."""
    command = TakeOverClasses(tuple(data.taken))
    await dispatcher.dispatch(command, actor_id=viewer.person_id, request_id=request_id())
    return await segments_for(viewer, SegmentsAsked(), dispatcher.clock.now())


@get("/market")
async def market(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    split: FromQuery[MarketSplit] = MarketSplit.REGION,
    days: FromQuery[int] = 365,
    region: FromQuery[str | None] = None,
    channel: FromQuery[Channel | None] = None,
) -> MarketBoard:
    """Regions, channels or territories compared: turnover, growth on the year before, service, returns."""
    asked = MarketAsked(split, min(max(days, 7), 365), region, channel)
    return await market_for(viewer, asked, dispatcher.clock.now())


@get("/market/lines", responses=refusals(NotFoundError))
async def market_lines(
    viewer: NamedDependency[Viewer],
    dispatcher: NamedDependency[Dispatcher],
    days: FromQuery[int] = 365,
    region: FromQuery[str | None] = None,
    channel: FromQuery[Channel | None] = None,
    territory_id: FromQuery[UUID | None] = None,
    offset: FromQuery[int] = 0,
) -> MarketLines:
    """The order lines behind a part of the market, the dearest first, fifty at a time."""
    asked = MarketAsked(MarketSplit.REGION, min(max(days, 7), 365), region, channel)
    return await market_lines_for(viewer, asked, territory_id, offset, dispatcher.clock.now())


def customer_router(dispatcher: Dispatcher) -> Router:
    """The routes of customers; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[
            customer_board,
            customer,
            service_lines,
            say_fields,
            choose_customer_class,
            end_customer_class,
            hear_signal,
            forget_signal,
            customer_fields,
            add_field,
            change_field,
            remove_field,
            segments,
            choose_rules,
            take_over,
            market,
            market_lines,
        ],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Customers"],
    )
