"""Weights of a score and rates of ways out: what is in force, the form that sets them, and what was before."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Final

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, text_field
from frontend.components.frame import head, page, section
from frontend.components.lane_rows import COSTS, field_of, freight_typed, lane_name, lane_rows
from frontend.components.states import failed, not_fresh, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.problem import ProblemError
from shared.schemas.pricing import LaneCost, PricingAsked, PricingBoard, PricingVersion

WEIGHTS: Final = ("reliability", "cost", "speed")
PERCENT: Final = frozenset(
    {"stock_cost_ratio", "late_cost_ratio", "express_cost_ratio", "express_ratio", "purchase_fee_ratio"}
)  # fmt: skip
HUNDRED: Final = Decimal(100)


@dataclass
class _Held:
    """What is typed, held beside the picture; `number` counts what was saved."""

    typed: dict[str, str] = field(default_factory=dict)
    number: int = 0


@component
def pricing_page() -> VdomDict:
    """Draw what is in force and its history; it follows what others set."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    held = use_ref(_Held())
    board = use_query("pricing", lambda gateway: gateway.pricing(), topics=("pricing",))

    async def save(*_: object) -> None:
        if board.value is None:
            return
        asked = asked_from(board.value, held.current.typed)
        if asked is None:
            set_notice(voice.say("pricing-unreadable"))
            return
        beyond = beyond_in(board.value, asked)
        if beyond is not None:
            name, least, most = beyond
            set_notice(voice.say("pricing-beyond", name=_name(voice, name), least=least, most=most))
            return
        try:
            await gateway.set_pricing(asked)
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        else:
            held.current = _Held(number=held.current.number + 1)
            set_notice(voice.say("pricing-saved"))
        board.ask_again()

    if board.is_waiting:
        looks = [waiting(voice, voice.say("pricing-loading"))]
    elif board.value is None:
        looks = [
            failed(
                voice,
                voice.say("pricing-failed"),
                board.problem or ProblemError(),
                board.ask_again,
            )
        ]
    else:
        priced = replace(voice, currency=board.value.currency)
        looks = [
            _form(priced, board.value, held.current, save),
            html.div(lane_costs(board.value.lanes, board.value.currency)),
            *_earlier(priced, board.value),
        ]
    return page(
        head(voice.say("navigation-pricing")),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        html.p({"className": "notice pad", "role": "status"}, notice) if notice else None,
        *looks,
        name="settings-page pricing-page",
        is_ready=not board.is_waiting,
    )


@component
def lane_costs(lanes: list[LaneCost], currency: str) -> VdomDict:
    """Draw what transfers cost, each lane kept by itself; the page follows what was kept."""
    voice = replace(use_voice(), currency=currency)
    gateway = use_gateway()
    notice, set_notice = use_state("")
    typed = use_ref(_Held())

    def keep(lane: LaneCost) -> Callable[..., object]:
        async def press(*_: object) -> None:
            asked = freight_typed(lane, typed.current.typed)
            if asked is None:
                set_notice(voice.say("pricing-unreadable"))
                return
            try:
                await gateway.set_freight(lane.source_site_id, lane.site_id, asked)
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            else:
                set_notice(voice.say("pricing-saved"))

        return press

    def remove(lane: LaneCost) -> Callable[..., object]:
        async def press(*_: object) -> None:
            try:
                await gateway.remove_freight(lane.source_site_id, lane.site_id)
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
                return
            for name in COSTS:
                typed.current.typed.pop(field_of(lane, name), None)
            set_notice(voice.say("pricing-lane-removed", lane=lane_name(voice, lane)))

        return press

    return html.div(
        section(voice.say("pricing-lanes")),
        html.p({"className": "dim pad"}, voice.say("pricing-lanes-more")),
        html.p({"className": "notice pad", "role": "status"}, notice) if notice else None,
        lane_rows(voice, lanes, lambda **said: typed.current.typed.update(said), keep, remove),
    )


def values_of(version: PricingVersion) -> dict[str, Decimal]:
    """Weights and rates as they are typed: ratios in percent."""
    return {
        name: value * HUNDRED if name in PERCENT else value
        for name, value in {**version.weights, **version.rates}.items()
    }


def asked_from(board: PricingBoard, typed: dict[str, str]) -> PricingAsked | None:
    """What the form asks for; None where a figure in it cannot be read."""
    found = values_of(board.current)
    try:
        for name in found:
            said = figure(typed.get(name, ""))
            if said is not None:
                found[name] = said
    except InvalidOperation:
        return None
    plain = {name: value / HUNDRED if name in PERCENT else value for name, value in found.items()}
    return PricingAsked(
        base_number=board.current.number,
        weights={name: plain[name] for name in WEIGHTS},
        rates={name: value for name, value in plain.items() if name not in WEIGHTS},
        note=typed.get("note", "").strip(),
    )


def beyond_in(board: PricingBoard, asked: PricingAsked) -> tuple[str, str, str] | None:
    """The first figure beyond its least or most, with the two as they are typed; None where all are well."""
    for name, value in {**asked.weights, **asked.rates}.items():
        least, most = board.bounds.get(name, (value, value))
        if not least <= value <= most:
            scale = HUNDRED if name in PERCENT else Decimal(1)
            return name, plain(least * scale), plain(most * scale)
    return None


def _form(voice: Voice, board: PricingBoard, held: _Held, save: Callable[..., object]) -> VdomDict:
    values = values_of(board.current)
    key = f"{board.current.number}-{held.number}"

    def write(name: str) -> Callable[[str], object]:
        return lambda value: held.typed.update({name: value})

    def fields_of(names: list[str]) -> VdomDict:
        return html.div(
            {"className": "what-if-fields"},
            *(
                html.div(
                    {"key": f"{key}-{name}"},
                    text_field(
                        _label(voice, name),
                        {
                            "type": "text",
                            "inputMode": "decimal",
                            "defaultValue": held.typed.get(name, plain(values[name])),
                        },
                        write(name),
                    ),
                )
                for name in names
            ),
        )

    return html.section(
        {"className": "body column pad stack"},
        html.p({"className": "dim"}, voice.say("pricing-more")),
        html.h2({"className": "b"}, voice.say("pricing-weights")),
        fields_of(list(board.current.weights)),
        html.h2({"className": "b"}, voice.say("pricing-rates")),
        fields_of(list(board.current.rates)),
        html.div(
            {"key": f"{key}-note"},
            text_field(
                voice.say("pricing-note"), {"type": "text", "maxLength": 500}, write("note")
            ),
        ),
        html.div(
            button(
                {"className": "btn ink", "type": "button", "onClick": save},
                voice.say("pricing-save"),
            )
        ),
        html.p({"className": "t-s dim"}, _by(voice, board.current)),
    )


def _name(voice: Voice, name: str) -> str:
    return voice.say_code("pricing-name", name)


def _label(voice: Voice, name: str) -> str:
    label = _name(voice, name)
    if name in PERCENT:
        return voice.joined((label, "%"))
    return label if name in WEIGHTS else voice.joined((label, voice.currency))


def _by(voice: Voice, version: PricingVersion) -> str:
    if version.changed_at is None:
        return voice.say("pricing-usual")
    said = voice.say(
        "pricing-by",
        number=str(version.number),
        name=version.changed_by_name,
        time=voice.moment(version.changed_at),
    )
    return f"{said} · {version.note}" if version.note else said


def _earlier(voice: Voice, board: PricingBoard) -> list[VdomDict]:
    if not board.earlier:
        return []
    newer = [board.current, *board.earlier]
    return [
        section(voice.say("pricing-earlier")),
        html.div(
            {"className": "sheet"},
            *(
                html.div(
                    {"className": "row", "key": str(version.number)},
                    html.p({"className": "m"}, _by(voice, version)),
                    html.p({"className": "t-s dim"}, _differs(voice, version, next_one)),
                )
                for next_one, version in zip(newer, board.earlier, strict=False)
            ),
        ),
    ]


def _differs(voice: Voice, version: PricingVersion, after: PricingVersion) -> str:
    """What was otherwise than in the version after it."""
    now = values_of(after)
    return " · ".join(
        voice.pair(_label(voice, name), f"{plain(value)} → {plain(now[name])}")
        for name, value in values_of(version).items()
        if name in now and now[name] != value
    )
