"""The fields that the company keeps of its customers beyond the usual ones: added, renamed, removed."""

from collections.abc import Awaitable, Callable
from typing import Any, Final, cast

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.customer_terms import FieldKind
from shared.problem import ProblemError
from shared.schemas.customer import CustomerField, CustomerFieldChoice

LONGEST_NAME: Final = 100
_LONGEST_CHOICES: Final = 2000
_EMPTY: Final = {"name": "", "kind": FieldKind.TEXT.value, "choices": ""}

Press = Callable[..., Awaitable[None]]


@component
def customer_fields_page() -> VdomDict:
    """Draw the fields, and the form for a new one."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    number, set_number = use_state(0)
    kind, set_kind = use_state(FieldKind.TEXT.value)
    wish: Any = use_ref(cast("dict[str, str]", dict(_EMPTY)))
    found = use_query("fields", lambda gateway: gateway.customer_fields(), topics=("customer",))

    def set_wish(**fields: str) -> None:
        wish.current = {**wish.current, **fields}
        if "kind" in fields:
            set_kind(fields["kind"])

    async def done(act: Callable[[], Awaitable[None]], words: str) -> None:
        try:
            await act()
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
            return
        set_notice(words)
        wish.current = dict(_EMPTY)
        set_kind(FieldKind.TEXT.value)
        set_number(lambda count: count + 1)
        found.ask_again()

    async def add(*_: object) -> None:
        choice = choice_of(wish.current)
        if choice is None:
            set_notice(voice.say("error-field-definition", field="name"))
            return
        await done(
            lambda: gateway.add_customer_field(choice), voice.say("field-added", name=choice.name)
        )

    def remove(field: CustomerField) -> Press:
        async def press(*_: object) -> None:
            await done(
                lambda: gateway.remove_customer_field(field.id),
                voice.say("field-removed", name=field.name),
            )

        return press

    def form() -> VdomDict:
        return html.div(
            {"className": "pad approval-form", "key": f"field-{number}"},
            typed(voice.say("field-name"), "name", set_wish, longest=LONGEST_NAME),
            picker(
                voice.say("field-kind"),
                [(each.value, voice.say_code("field-kind", each)) for each in FieldKind],
                kind,
                lambda value: set_wish(kind=value),
            ),
            typed(voice.say("field-choices"), "choices", set_wish, longest=_LONGEST_CHOICES)
            if kind == FieldKind.CHOICE
            else None,
            button(
                {"className": "btn ink", "type": "button", "onClick": add}, voice.say("field-add")
            ),
        )

    return page(
        back(
            "/customers/all", voice.say("customers-title"), voice.say("navigation-customer-fields")
        ),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, found, remove, form),
        name="customer-fields-page no-live column",
        is_ready=not found.is_waiting,
    )


def choice_of(wish: dict[str, str]) -> CustomerFieldChoice | None:
    """Return the field as it was typed; None without a name."""
    name = wish["name"].strip()[:LONGEST_NAME]
    if not name or wish["kind"] not in set(FieldKind):
        return None
    words = wish["choices"].replace("；", ",").replace(";", ",").replace("，", ",").split(",")
    choices = [word.strip()[:LONGEST_NAME] for word in words if word.strip()][:50]
    return CustomerFieldChoice(name, FieldKind(wish["kind"]), choices)


def _looks(
    voice: Voice,
    found: Query[list[CustomerField]],
    remove: Callable[[CustomerField], Press],
    form: Callable[[], VdomDict],
) -> list[VdomDict | None]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("field-loading"), voice.say("field-failed"))]
    return [
        html.header(
            {"className": "why-head"},
            html.h1({"className": "t-2xl"}, voice.say("navigation-customer-fields")),
            html.p({"className": "dim"}, voice.say("field-more")),
        ),
        html.div({"className": "sheet"}, *(_row(voice, each, remove) for each in found.value))
        if found.value
        else html.p({"className": "pad"}, voice.say("field-none")),
        section(voice.say("field-new")),
        form(),
    ]


def _row(voice: Voice, field: CustomerField, remove: Callable[[CustomerField], Press]) -> VdomDict:
    said = voice.say_code("field-kind", field.kind)
    if field.choices:
        said = voice.pair(said, voice.listed(field.choices))
    return html.div(
        {"className": "row flex between", "key": str(field.id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, field.name),
            html.p({"className": "t-s dim"}, said),
        ),
        button(
            {"className": "btn slim danger", "type": "button", "onClick": remove(field)},
            voice.say("approval-remove"),
        ),
    )
