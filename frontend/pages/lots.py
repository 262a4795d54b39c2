"""How large an item's lots are at each site, and how long they take; planners set it here."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from reactpy import component, html, use_location, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import figure, plain, typed
from frontend.components.frame import back, page
from frontend.components.picker import picker
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway, use_search
from frontend.hooks.voice import use_voice
from frontend.pages.held_days import held_at_site, iso
from frontend.pages.safety_stock import safety_stock
from frontend.pages.supply_end import supply_end
from shared.problem import ProblemError
from shared.schemas.stock import LotRules, LotRulesAsked, LotRulesAt, LotRulesView
from shared.terms import Procurement

Press = Callable[..., Awaitable[None]]

WHOLE: Final = frozenset({"lead_time_days", "lot_cover_days", "safety_days"})
QUANTITIES: Final = frozenset({"safety_stock", "lot_minimum", "lot_multiple", "lot_maximum"})
CHOSEN: Final = frozenset({"counts_open_days", "calendar_id"})
DAYS: Final = frozenset({"first_on", "last_on"})
HUNDRED: Final = Decimal(100)


def said_of(rules: LotRules) -> dict[str, str]:
    """Rules as a form begins with them: a share in percent."""
    figures = [name for name in rules.__struct_fields__ if name not in CHOSEN | DAYS]
    values = {name: Decimal(getattr(rules, name)) for name in figures}
    return {
        **{
            name: plain(value * HUNDRED if name == "yield_ratio" else value)
            for name, value in values.items()
        },
        "counts_open_days": "open" if rules.counts_open_days else "",
        "calendar_id": str(rules.calendar_id or ""),
        "first_on": iso(rules.first_on),
        "last_on": iso(rules.last_on),
    }


def rules_asked(at: LotRulesAt, wish: dict[str, str]) -> LotRulesAsked | None:
    """What the form asks for; None where a figure in it cannot be read. An empty figure is as it was, an empty day is none."""
    found: dict[str, Any] = {}
    try:
        for name, said in said_of(at.rules).items():
            if name in CHOSEN | DAYS:
                continue
            value = figure(wish.get(name, "") or said) or Decimal(0)
            if name in WHOLE and value != value.to_integral_value():
                return None
            found[name] = int(value) if name in WHOLE else value
        for name in DAYS:
            on = wish.get(name, iso(getattr(at.rules, name)))
            found[name] = date.fromisoformat(on) if on else None
    except (InvalidOperation, ValueError):
        return None
    found["yield_ratio"] /= HUNDRED
    chosen = {**said_of(at.rules), **wish}
    found["counts_open_days"] = bool(chosen["counts_open_days"])
    lane = chosen["calendar_id"]
    found["calendar_id"] = UUID(lane) if lane else None
    return LotRulesAsked(at.ver, LotRules(**found))


@component
def lots_page() -> VdomDict:
    """Draw the page; it follows what others set and what is imported."""
    voice, gateway = use_voice(), use_gateway()
    item_id = UUID(use_location().path.split("/")[2])
    shown_first = use_search().get("site", "")
    notice, set_notice = use_state(dict[UUID, str]())
    wishes: Any = use_ref({})
    found = use_query(
        "lot_rules",
        lambda gateway: gateway.lot_rules(item_id),
        str(item_id),
        topics=("catalog", "plan"),
    )

    safety = use_query(
        "safety_stocks",
        lambda gateway: gateway.safety_stocks(item_id),
        str(item_id),
        topics=("catalog", "plan"),
    )

    ends = use_query(
        "supply_ends",
        lambda gateway: gateway.supply_ends(item_id),
        str(item_id),
        topics=("alert", "replenishment"),
    )

    def moved() -> None:
        found.ask_again()
        safety.ask_again()
        ends.ask_again()

    def keep(at: LotRulesAt) -> Press:
        async def press(*_: object) -> None:
            asked = rules_asked(at, wishes.current.get(_key(at), {}))
            if asked is None:
                set_notice({at.site_id: voice.say("lot-rules-fill")})
                return
            try:
                await gateway.set_lot_rules(item_id, at.site_id, asked)
                set_notice({at.site_id: voice.say("lot-rules-saved")})
                wishes.current.pop(_key(at), None)
            except ProblemError as problem:
                set_notice({at.site_id: problem_sentence(voice, problem)})
            moved()

        return press

    def write(at: LotRulesAt) -> Callable[..., None]:
        return lambda **typed: wishes.current.setdefault(_key(at), {}).update(typed)

    def looks(view: LotRulesView) -> list[VdomDict | None]:
        return [
            back("/stock", voice.say("navigation-stock"), view.item_name),
            not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
            html.div(
                {"className": "body column pad stack"},
                html.p({"className": "dim"}, voice.say("lot-rules-more")) if view.may_set else None,
                *(
                    _site(
                        voice,
                        at,
                        notice.get(at.site_id, ""),
                        *(
                            supply_end(one, view.unit, moved, key=f"end-{at.site_id}")
                            for one in ends.value or ()
                            if one.site_id == at.site_id
                        ),
                        *(
                            _form(voice, view, at, write(at), keep(at))
                            if view.may_set
                            else _facts(voice, view, at)
                        ),
                        *(
                            safety_stock(view, at, one, moved, key=f"safety-{at.site_id}")
                            for one in (safety.value.sites if safety.value else ())
                            if one.site_id == at.site_id
                        ),
                        held=held_at_site(view, at, moved, key=f"held-{at.site_id}"),
                        is_open=str(at.site_id) == (shown_first or str(view.sites[0].site_id)),
                    )
                    for at in view.sites
                ),
            ),
        ]

    return page(
        *(
            [
                unanswered(
                    voice, found, voice.say("lot-rules-loading"), voice.say("lot-rules-failed")
                )
            ]
            if found.value is None
            else looks(found.value)
        ),
        name="lots-page no-live column",
        is_ready=not found.is_waiting,
    )


def _key(at: LotRulesAt) -> str:
    return f"{at.site_id}-{at.ver}"


def _shown(at: LotRulesAt) -> dict[str, str]:
    """What is shown of the rules; nothing that is bought is lost here."""
    return {
        name: said
        for name, said in said_of(at.rules).items()
        if name != "yield_ratio" or at.procurement is not Procurement.BUY
    }


def _label(voice: Voice, view: LotRulesView, name: str) -> str:
    label = voice.say_code("lot-rules", name)
    return voice.joined((label, voice.unit(view.unit))) if name in QUANTITIES else label


def _choices(voice: Voice, view: LotRulesView, name: str) -> list[tuple[str, str]]:
    """What is chosen from; nothing where a figure is typed."""
    if name == "counts_open_days":
        return [
            ("", voice.say("lot-rules-every-day")),
            ("open", voice.say("lot-rules-working-days")),
        ]
    if name == "calendar_id":
        lanes = [(str(each.id), each.name) for each in view.calendars]
        return [("", voice.say("lot-rules-goes-every-day")), *lanes]
    return []


def _picked(write: Callable[..., None], name: str) -> Callable[[str], None]:
    return lambda value: write(**{name: value})


def _site(
    voice: Voice,
    at: LotRulesAt,
    notice: str,
    *looks: Any,
    held: Any,
    is_open: bool,
) -> VdomDict:
    words = voice.joined((at.site_name, voice.say_code("lot-rules-get", at.procurement)))
    return html.details(
        {"key": str(at.site_id), **({"open": True} if is_open else {})},
        html.summary({"className": "btn slim"}, html.h2(words)),
        html.div(
            {"className": "stack lots-site"},
            *looks,
            html.p({"className": "notice", "role": "status"}, notice) if notice else None,
            held,
        ),
    )


def _form(
    voice: Voice, view: LotRulesView, at: LotRulesAt, write: Callable[..., None], save: Press
) -> list[VdomDict]:
    return [
        html.div(
            {"className": "what-if-fields", "key": _key(at)},
            *(
                html.div(
                    {"key": name},
                    picker(_label(voice, view, name), choices, said, _picked(write, name))
                    if (choices := _choices(voice, view, name))
                    else typed(_label(voice, view, name), name, write, kind="date", said=said)
                    if name in DAYS
                    else typed(_label(voice, view, name), name, write, mode="decimal", said=said),
                )
                for name, said in _shown(at).items()
            ),
        ),
        html.div(
            button(
                {
                    "className": "btn ink",
                    "type": "button",
                    "aria-label": voice.joined((voice.say("lot-rules-save"), at.site_name)),
                    "onClick": save,
                },
                voice.say("lot-rules-save"),
            )
        ),
    ]


def _facts(voice: Voice, view: LotRulesView, at: LotRulesAt) -> list[VdomDict]:
    return [
        html.dl(
            {"className": "stock-facts"},
            *(
                html.div(
                    {"key": name},
                    html.dt({"className": "dim"}, _label(voice, view, name)),
                    html.dd(
                        dict(choices)[said]
                        if (choices := _choices(voice, view, name))
                        else (
                            voice.day(date.fromisoformat(said))
                            if said
                            else voice.say("lot-rules-any-day")
                        )
                        if name in DAYS
                        else voice.number(Decimal(said))
                    ),
                )
                for name, said in _shown(at).items()
            ),
        )
    ]
