"""Keeps the company's own fields, and what is said in them."""

from uuid import UUID

from backend.customer.commands import (
    AddCustomerField,
    ChangeCustomerField,
    RemoveCustomerField,
    SayCustomerFields,
)
from backend.customer.errors import FieldDefinitionError, TooManyFieldsError
from backend.customer.events import CustomerDescribed, CustomerFieldsDefined
from backend.customer.model.fields import MOST_FIELDS, settled, value_said
from backend.customer.queries.rights import DEFINERS, TELLERS
from backend.customer.repository import orders, own
from backend.dispatch import Context
from backend.identity.errors import NotFoundError
from backend.identity.queries import viewer_for
from shared.ids import new_id


async def add_customer_field(command: AddCustomerField, context: Context) -> UUID:
    """Keep a new field behind the others; returns its id."""
    (await viewer_for(context.actor_id)).must_be(*DEFINERS)
    fields = await own.fields(locked=True)
    if len(fields) >= MOST_FIELDS:
        raise TooManyFieldsError(count=MOST_FIELDS)

    choice = settled(command.choice, [each.name for each in fields])

    field_id = new_id()
    await own.add_field(field_id, choice, max((each.position for each in fields), default=0) + 1)
    context.note(field_id=field_id)
    context.emit(CustomerFieldsDefined())
    return field_id


async def change_customer_field(command: ChangeCustomerField, context: Context) -> None:
    """Call a field otherwise; what it is of stays, for what was said in it."""
    (await viewer_for(context.actor_id)).must_be(*DEFINERS)
    fields = {each.id: each for each in await own.fields(locked=True)}
    kept = fields.get(command.field_id)
    if kept is None:
        raise NotFoundError
    if command.choice.kind is not kept.kind:
        raise FieldDefinitionError(field="kind")

    choice = settled(
        command.choice, [each.name for each in fields.values() if each.id != command.field_id]
    )

    await own.change_field(command.field_id, choice)
    context.note(name_before=kept.name)
    context.emit(CustomerFieldsDefined())


async def remove_customer_field(command: RemoveCustomerField, context: Context) -> None:
    """Show a field no longer."""
    (await viewer_for(context.actor_id)).must_be(*DEFINERS)
    fields = {each.id: each for each in await own.fields(locked=True)}
    if command.field_id not in fields:
        raise NotFoundError

    await own.remove_field(command.field_id, context.now)
    context.note(name=fields[command.field_id].name)
    context.emit(CustomerFieldsDefined())


async def say_customer_fields(command: SayCustomerFields, context: Context) -> None:
    """Keep what was said of a customer; the audit line holds what was there before."""
    viewer = await viewer_for(context.actor_id)
    viewer.must_be(*TELLERS)
    if await orders.customer(command.customer_id, viewer.scope_ids) is None:
        raise NotFoundError
    fields = {each.id: each for each in await own.fields()}
    if not {each.field_id for each in command.said} <= fields.keys():
        raise NotFoundError
    before = await own.values_of(command.customer_id)

    said = [
        (
            each.field_id,
            value_said(
                fields[each.field_id].name,
                fields[each.field_id].kind,
                fields[each.field_id].choices,
                each.value,
            ),
        )
        for each in command.said
    ]
    changed = [
        (field_id, value)
        for field_id, value in said
        if value != (before[field_id]["value"] if field_id in before else "")
    ]

    await own.say(command.customer_id, changed, viewer.name, context.now)
    context.note(
        before={
            str(field_id): before[field_id]["value"]
            for field_id, _ in changed
            if field_id in before
        }
    )
    context.emit(CustomerDescribed(command.customer_id))
