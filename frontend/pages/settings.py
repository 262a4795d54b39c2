"""Language, light, what wakes this person, the devices that are signed in, and tokens for programs."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, cast

from reactpy import Ref, component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page, section
from frontend.components.icon import icon
from frontend.components.settings_parts import LANGUAGE_NAMES, device_row, one_of, switch_row
from frontend.components.states import failed, problem_sentence, waiting
from frontend.components.token_parts import TokenWish, made_token, token_form, token_row
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from frontend.islands.push_switch import push_switch
from frontend.pages.staff_mail import staff_mail
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.person import APIToken, Device, Viewing
from shared.terms import Language, PushKind, Role, Theme, TokenUse

TOKEN_DAYS: Final = 90
DECIDING: Final = frozenset({Role.SUPERVISOR, Role.EXECUTIVE, Role.PLANNER, Role.ADMIN})
RULING: Final = frozenset({Role.PLANNER, Role.ADMIN})
KEEPING_MAIL: Final = frozenset({Role.ADMIN})

Doing = Callable[..., Awaitable[None]]


@component
def settings_page() -> VdomDict:
    """Draw the settings; a choice is kept at once and said when it could not be."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    viewing = use_query("viewing", lambda gateway: gateway.viewing())
    devices = use_query("devices", lambda gateway: gateway.devices())
    choices = use_query("push", lambda gateway: gateway.push_choices())
    tokens = use_query("tokens", lambda gateway: gateway.api_tokens())
    # Typing and pressing may come faster than a new picture, so the form is held beside it.
    held = use_ref(TokenWish())
    _, draw = use_state(held.current)

    def set_wish(**changes: object) -> None:
        held.current = replace(held.current, **cast("dict[str, Any]", changes))
        if changes.keys() != {"name"}:
            draw(held.current)

    def doing(act: Callable[[Gateway], Awaitable[str | None]]) -> Doing:
        async def do(*_: object) -> None:
            try:
                said = await act(gateway)
            except ProblemError as problem:
                said = problem_sentence(voice, problem)
            set_notice(said or "")
            for query in (viewing, devices, choices, tokens):
                query.ask_again()

        return do

    return page(
        head(voice.say("navigation-settings"), viewing.value.name if viewing.value else ""),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice,
            viewing,
            devices,
            choices,
            doing,
            _tokens(voice, tokens.value, held, set_wish, doing) if tokens.value is not None else [],
        ),
        name="settings-page",
        is_ready=not any(
            query.is_waiting
            for query in cast("tuple[Query[object], ...]", (viewing, devices, choices, tokens))
        ),
    )


def _looks(
    voice: Voice,
    viewing: Query[Viewing],
    devices: Query[list[Device]],
    choices: Query[dict[PushKind, bool]],
    doing: Callable[[Callable[[Gateway], Awaitable[str | None]]], Doing],
    tokens: list[VdomDict | None],
) -> list[VdomDict | None]:
    if viewing.is_waiting or devices.is_waiting or choices.is_waiting:
        return [waiting(voice, voice.say("settings-loading"))]
    problem = viewing.problem or devices.problem or choices.problem
    if viewing.value is None or devices.value is None or choices.value is None:
        return [
            failed(
                voice, voice.say("settings-failed"), problem or ProblemError(), viewing.ask_again
            )
        ]
    return [
        html.div(
            {
                "className": "body column",
                "data-language": viewing.value.language.value,
                "data-theme": viewing.value.theme.value,
            },
            *_looks_of_screen(voice, viewing.value, doing),
            *_push(voice, choices.value, doing),
            staff_mail(),
            *_devices(voice, devices.value, doing),
            *_approvals(voice, viewing.value),
            *tokens,
        )
    ]


def _looks_of_screen(
    voice: Voice,
    viewing: Viewing,
    doing: Callable[[Callable[[Gateway], Awaitable[str | None]]], Doing],
) -> list[VdomDict]:
    def speak(value: str) -> Doing:
        return doing(lambda gateway: _none(gateway.choose_language(Language(value))))

    def light(value: str) -> Doing:
        return doing(lambda gateway: _none(gateway.choose_theme(Theme(value))))

    languages = [(language.value, name) for language, name in LANGUAGE_NAMES.items()]
    themes = [(theme.value, voice.say_code("settings-theme", theme)) for theme in Theme]
    return [
        section(voice.say("settings-language")),
        html.div(
            {"className": "pad"},
            one_of(voice.say("settings-language"), languages, viewing.language.value, speak),
        ),
        section(voice.say("settings-theme")),
        html.div(
            {"className": "pad"},
            one_of(voice.say("settings-theme"), themes, viewing.theme.value, light),
        ),
    ]


def _push(
    voice: Voice,
    choices: dict[PushKind, bool],
    doing: Callable[[Callable[[Gateway], Awaitable[str | None]]], Doing],
) -> list[VdomDict]:
    def turn(kind: PushKind, wanted: bool) -> Doing:  # noqa: FBT001 -- the value of a switch
        return doing(lambda gateway: _none(gateway.choose_push(kind, wanted)))

    async def test(gateway: Gateway) -> str:
        return voice.say("settings-test-sent", count=await gateway.send_test_push())

    return [
        section(voice.say("settings-push")),
        html.div({"className": "sheet"}, push_switch()),
        section(voice.say("settings-wakes-me")),
        html.div(
            {"className": "sheet"},
            *(
                switch_row(
                    voice.say_code("settings-push", kind),
                    voice.say_code("settings-push-more", kind),
                    is_on=is_on,
                    turn=turn(kind, not is_on),
                    key=kind.value,
                )
                for kind, is_on in choices.items()
            ),
        ),
        html.div(
            {"className": "pad"},
            button(
                {"className": "btn", "type": "button", "onClick": doing(test)},
                voice.say("settings-test-push"),
            ),
        ),
    ]


def _devices(
    voice: Voice,
    devices: list[Device],
    doing: Callable[[Callable[[Gateway], Awaitable[str | None]]], Doing],
) -> list[VdomDict]:
    def sign_out(device: Device) -> Doing:
        return doing(lambda gateway: _none(gateway.revoke_device(device.id)))

    return [
        section(voice.say("settings-devices")),
        html.div(
            {"className": "sheet"},
            *(device_row(voice, device, sign_out(device)) for device in devices),
        ),
    ]


def _approvals(voice: Voice, viewing: Viewing) -> list[VdomDict]:
    roles = set(viewing.roles)
    ways = [
        ("/approvals", "people", "navigation-approvals", "settings-approvals", DECIDING),
        ("/rules", "alert", "navigation-rules", "settings-rules", RULING),
        ("/pricing", "kpi", "navigation-pricing", "settings-pricing", RULING),
        ("/calendars", "today", "navigation-calendars", "settings-calendars", RULING),
        ("/mail", "send", "navigation-mail", "settings-mail", KEEPING_MAIL),
        (
            "/undelivered",
            "outbox",
            "navigation-undelivered",
            "settings-undelivered",
            KEEPING_MAIL,
        ),
    ]
    return [
        part
        for path, shape, title, words, who in ways
        if not who.isdisjoint(roles)
        for part in (
            section(voice.say(title)),
            html.div(
                {"className": "sheet"},
                html.a(
                    {"className": "row flex", "href": path},
                    icon(shape, "l"),
                    html.span({"className": "grow m"}, voice.say(words)),
                    icon("next"),
                ),
            ),
        )
    ]


def _tokens(
    voice: Voice,
    tokens: list[APIToken],
    held: Ref[TokenWish],
    set_wish: Callable[..., None],
    doing: Callable[[Callable[[Gateway], Awaitable[str | None]]], Doing],
) -> list[VdomDict | None]:
    def revoke(token: APIToken) -> Doing:
        return doing(lambda gateway: _none(gateway.revoke_api_token(token.id)))

    async def make(gateway: Gateway) -> str | None:
        wish = held.current
        if not wish.name.strip():
            return voice.say("settings-token-nameless")
        made = await gateway.create_api_token(wish.name.strip(), wish.use, TOKEN_DAYS)
        set_wish(name="", made=made.token, number=wish.number + 1)
        return None

    wish = held.current

    return [
        section(voice.say("settings-tokens")),
        html.p({"className": "pad t-s dim"}, voice.say("settings-tokens-more")),
        html.div(
            {"className": "sheet"}, *(token_row(voice, token, revoke(token)) for token in tokens)
        )
        if tokens
        else None,
        made_token(voice, wish.made) if wish.made else None,
        token_form(
            voice,
            wish,
            name=lambda event: set_wish(name=event["target"]["value"]),
            use=lambda value: lambda *_: set_wish(use=TokenUse(value)),
            make=doing(make),
        ),
    ]


async def _none(done: Awaitable[None]) -> None:
    await done
