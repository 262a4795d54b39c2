"""The days on which components go into an item, or other ways to it may begin; who may sets them here."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from msgspec.structs import replace
from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.states import problem_sentence
from frontend.components.voice import Voice
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.ids import new_id
from shared.problem import ProblemError
from shared.schemas.stock import HeldDays, HeldDaysAsked, HeldDaysSet, LotRulesAt, LotRulesView

Press = Callable[..., Awaitable[None]]
Keep = Callable[[HeldDaysAsked], Awaitable[None]]
DAYS = ("first_on", "last_on")


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the form has it; what is added goes by the line that it was added to."""

    key: str
    held: HeldDays


def days_asked(ver: str, rows: Sequence[Row], wishes: dict[str, dict[str, str]]) -> HeldDaysAsked:
    """What the form asks for; `ValueError` where a day in it cannot be read. An empty day is any."""
    found = []
    for row in rows:
        wish = wishes.get(row.key, {})
        days = [wish.get(name, iso(getattr(row.held, name))) for name in DAYS]
        first_on, last_on = (date.fromisoformat(on) if on else None for on in days)
        found.append(HeldDaysSet(row.held.id, first_on, last_on))
    return HeldDaysAsked(ver, found)


def back_asked(ver: str, now: Sequence[HeldDays], before: Sequence[HeldDays]) -> HeldDaysAsked:
    """What puts back the days of before; a line that is gone comes back as another of its kind."""
    ids = {each.id: each.id for each in now}
    alike = {_kind(each): each.id for each in now}
    return HeldDaysAsked(
        ver,
        [
            HeldDaysSet(ids.get(each.id) or alike[_kind(each)], each.first_on, each.last_on)
            for each in before
        ],
    )


def iso(on: date | None) -> str:
    """A day as a field begins with it."""
    return "" if on is None else on.isoformat()


@component
def held_at_site(view: LotRulesView, at: LotRulesAt, moved: Callable[[], None]) -> VdomDict:
    """Draw what is made of at a site and the other ways, each with its days; `moved` is told of what is set."""
    voice, gateway = use_voice(), use_gateway()

    async def components(asked: HeldDaysAsked) -> None:
        await gateway.set_component_days(view.item_id, asked)

    async def alternates(asked: HeldDaysAsked) -> None:
        await gateway.set_alternate_days(view.item_id, at.site_id, asked)

    more = "more" if view.may_set_components else "elsewhere" if view.may_set else ""
    parts = (
        ("components", at.components, view.components_ver, components, view.may_set_components, more),
        ("alternates", at.alternates, at.alternates_ver, alternates, view.may_set, ""),
    )  # fmt: skip
    return html.div(
        {"className": "stack"},
        *(
            html.section(
                {"key": name, "className": "stack"},
                html.h3(title := voice.say_code("lot-rules", name)),
                html.p({"className": "dim t-s"}, voice.say(f"held-days-{said}")) if said else None,
                _form(ver, held, keep, moved, voice.joined((title, at.site_name)), key=name)
                if may_set
                else _list(voice, held),
            )
            for name, held, ver, keep, may_set, said in parts
            if held
        ),
    )


@component
def _form(
    ver: str, held: list[HeldDays], keep: Keep, moved: Callable[[], None], where: str
) -> VdomDict:
    """Draw a form of days with one button that saves them, and one that puts back what was before.

    Components may have other days as well, one after the other; `where` tells apart what is on the page twice.
    """
    voice = use_voice()
    notice, set_notice = use_state("")
    changed, set_changed = use_state(("", tuple[Row, ...]()))
    before, set_before = use_state(tuple[HeldDays, ...]())
    wishes: Any = use_ref({})
    rows = changed[1] if changed[0] == ver else tuple(Row(str(each.id), each) for each in held)
    wished: dict[str, dict[str, str]] = wishes.current.setdefault(ver, {})

    async def tell(asked: HeldDaysAsked, done: str, replaced: tuple[HeldDays, ...]) -> None:
        try:
            await keep(asked)
            set_notice(voice.say(done))
            set_before(replaced)
            # Days that are put back have the name that they had: what was typed on them is done with.
            wishes.current.clear()
            set_changed(("", ()))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        moved()

    async def save(*_: object) -> None:
        try:
            asked = days_asked(ver, rows, wished)
        except ValueError:
            set_notice(voice.say("held-days-fill"))
            return
        await tell(asked, "lot-rules-saved", tuple(held))

    async def put_back(*_: object) -> None:
        await tell(back_asked(ver, held, before), "safety-back-done", ())

    def write(row: Row) -> Callable[..., None]:
        return lambda **said: wished.setdefault(row.key, {}).update(said)

    def change(after: tuple[Row, ...]) -> Press:
        async def press(*_: object) -> None:
            for gone in wished.keys() - {row.key for row in after}:
                del wished[gone]
            set_changed((ver, after))

        return press

    return html.div(
        {"className": "stack", "data-held": where},
        *(_row(voice, row, write(row), _presses(voice, row, rows, change), ver) for row in rows),
        html.div(
            {"className": "flex wrap"},
            _button(voice.say("held-days-save"), "ink", where, save),
            _button(voice.say("held-days-back"), "", where, put_back)
            if before and _said(before) != _said(held)
            else None,
        ),
        html.p({"className": "notice", "role": "status"}, notice) if notice else None,
    )


def _list(voice: Voice, rows: Sequence[HeldDays]) -> VdomDict:
    """Draw them for who may not set them."""
    return html.ul(
        {"className": "stack tight"},
        *(
            html.li({"key": str(each.id)}, voice.pair(_name(voice, each), _days(voice, each)))
            for each in rows
        ),
    )


def _kind(held: HeldDays) -> tuple[object, ...]:
    return held.item_id, held.quantity_per, held.scrap_ratio


def _said(rows: Sequence[HeldDays]) -> set[tuple[object, ...]]:
    return {(*_kind(each), each.name, each.first_on, each.last_on) for each in rows}


def _presses(
    voice: Voice,
    row: Row,
    rows: tuple[Row, ...],
    change: Callable[[tuple[Row, ...]], Press],
) -> list[VdomDict]:
    """What may be done with one line of a component; nothing with another way."""
    if row.held.item_id is None:
        return []
    name = row.held.name
    alike = sum(_kind(each.held) == _kind(row.held) for each in rows)
    place = rows.index(row)
    more = Row(str(new_id()), replace(row.held, first_on=None, last_on=None))
    added = (*rows[: place + 1], more, *rows[place + 1 :])
    found = [_button(voice.say("held-days-add"), "slim", name, change(added))]
    if alike > 1:
        less = (*rows[:place], *rows[place + 1 :])
        found.append(_button(voice.say("held-days-leave-out"), "slim", name, change(less)))
    return found


def _row(
    voice: Voice, row: Row, write: Callable[..., None], presses: list[VdomDict], ver: str
) -> VdomDict:
    return html.fieldset(
        {"key": f"{ver}-{row.key}", "className": "stack held-days"},
        html.legend({"className": "m"}, _name(voice, row.held)),
        html.div(
            {"className": "what-if-fields"},
            *(
                html.div(
                    {"key": name},
                    typed(
                        voice.say_code("held-days", name),
                        name,
                        write,
                        kind="date",
                        said=iso(getattr(row.held, name)),
                    ),
                )
                for name in DAYS
            ),
        ),
        html.div({"className": "flex wrap"}, *presses) if presses else None,
    )


def _button(words: str, kind: str, of: str, press: Press) -> VdomDict:
    return button(
        {
            "key": words,
            "className": f"btn {kind}",
            "type": "button",
            "aria-label": f"{words}: {of}",
            "onClick": press,
        },
        words,
    )


def _name(voice: Voice, held: HeldDays) -> str:
    if held.quantity_per is None:
        return held.name
    return voice.joined((held.name, voice.amount(held.quantity_per, held.unit)))


def _days(voice: Voice, held: HeldDays) -> str:
    first = voice.say("lot-rules-from", on=voice.day(held.first_on)) if held.first_on else ""
    last = voice.say("lot-rules-until", on=voice.day(held.last_on)) if held.last_on else ""
    return voice.joined((first, last)) or voice.say("lot-rules-always")
