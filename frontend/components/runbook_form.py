"""The form of a runbook: which stages, whose each is, how long it may take, who is called."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, cast
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import text_field
from frontend.components.picker import picker
from frontend.components.tick import tick
from frontend.components.urgent_parts import begins
from frontend.components.voice import Voice
from shared.schemas.urgent import (
    RunbookBoard,
    RunbookChoice,
    RunbookView,
    StageChoice,
    StageOwner,
)
from shared.terms import Role
from shared.urgent_terms import StageClock, StageKind, UrgentKind

_LONGEST_NAME = 100
_NUMBER = {"inputMode": "numeric", "maxLength": 9}
_LONGEST_MINUTES = 60 * 24 * 60

# A stage begins after all before it, at once, or after those that are named.
_LAST, _AT_ONCE, _NAMED = "", "at-once", "named"

Change = Callable[["RunbookWish"], "RunbookWish"]


@dataclass(frozen=True)
class StageWish:
    """A stage as it was typed; without an owner the runbook leaves it out."""

    owner: str = ""
    minutes: str = "60"
    clock: str = StageClock.WORKING.value
    remind: str = ""
    called: str = ""
    begins: str = _LAST
    named: frozenset[StageKind] = frozenset()


@dataclass(frozen=True)
class RunbookWish:
    """What the form holds, as it was typed."""

    name: str = ""
    kind: str = ""
    site_id: str = ""
    stages: dict[StageKind, StageWish] = field(default_factory=dict)
    runbook_id: UUID | None = None


def wish_of(view: RunbookView | None) -> RunbookWish:
    """A form that begins with a runbook that there is, or empty; the usual one is begun anew."""
    if view is None:
        return RunbookWish()
    return RunbookWish(
        name=view.name,
        kind=view.kind.value if view.kind else "",
        site_id=str(view.site_id) if view.site_id else "",
        stages={
            each.stage: StageWish(
                owner=_chosen(each.owner),
                minutes=str(each.minutes),
                clock=each.clock.value,
                remind=str(each.remind_before_minutes or ""),
                called=_chosen(each.called),
                begins=_LAST if each.after is None else _NAMED if each.after else _AT_ONCE,
                named=frozenset(each.after or ()),
            )
            for each in view.stages
        },
        runbook_id=view.id,
    )


def with_stage(wish: RunbookWish, kind: StageKind, **changes: str) -> RunbookWish:
    """The same wish with one stage typed otherwise."""
    stage = wish.stages.get(kind, StageWish())
    return _with(wish, kind, replace(stage, **cast("dict[str, Any]", changes)))


def with_named(
    wish: RunbookWish, kind: StageKind, other: StageKind, *, is_named: bool = True
) -> RunbookWish:
    """The same wish with a stage that waits for another one, or does no more."""
    stage = wish.stages.get(kind, StageWish())
    named = stage.named | {other} if is_named else stage.named - {other}
    return _with(wish, kind, replace(stage, named=named))


def _with(wish: RunbookWish, kind: StageKind, stage: StageWish) -> RunbookWish:
    return replace(wish, stages={**wish.stages, kind: stage})


def runbook_of(wish: RunbookWish) -> RunbookChoice | str:
    """Return the runbook that was wished for, or the key of the sentence that says what is missing."""
    if not wish.name.strip():
        return "runbook-wish-name"
    stages = []
    for kind in StageKind:
        stage = wish.stages.get(kind)
        if stage is None or not stage.owner:
            continue
        minutes = _minutes(stage.minutes)
        remind = _minutes(stage.remind) if stage.remind.strip() else None
        if minutes is None or (stage.remind.strip() and (remind is None or remind >= minutes)):
            return "runbook-wish-minutes"
        stages.append(
            StageChoice(
                stage=kind,
                owner=_owner(stage.owner),
                minutes=minutes,
                clock=StageClock(stage.clock),
                remind_before_minutes=remind,
                called=_owner(stage.called) if stage.called else None,
                after=_after(stage),
            )
        )
    if not stages:
        return "runbook-wish-stages"
    if any(wish.stages[each.stage].begins == _NAMED and not each.after for each in stages):
        return "runbook-wish-named"
    kinds = {each.stage for each in stages}
    if any(not kinds.issuperset(each.after or ()) for each in stages):
        return "runbook-wish-after"
    return RunbookChoice(
        name=wish.name.strip()[:_LONGEST_NAME],
        stages=stages,
        kind=UrgentKind(wish.kind) if wish.kind else None,
        site_id=UUID(wish.site_id) if wish.site_id else None,
    )


def runbook_form(
    voice: Voice,
    wish: RunbookWish,
    board: RunbookBoard,
    write: Callable[[Change], None],
    draw_anew: Callable[[Change], None],
    keep: Callable[..., object],
) -> VdomDict:
    """Draw what a runbook needs; what shows more or less of the form itself goes through `draw_anew`."""

    def setting(name: str) -> Callable[[str], None]:
        return lambda value: write(
            lambda wish: replace(wish, **cast("dict[str, Any]", {name: value}))
        )

    kinds = [
        ("", voice.say("runbook-any-kind")),
        *((each.value, voice.say_code("urgent-kind", each)) for each in UrgentKind),
    ]
    sites = [
        ("", voice.say("runbook-any-site")),
        *((str(each.id), each.name) for each in board.sites),
    ]
    people = [
        *((role.value, voice.say_code("urgent-role", role)) for role in Role),
        *((str(each.id), each.name) for each in board.people),
    ]
    return html.div(
        {"className": "pad approval-form"},
        text_field(
            voice.say("runbook-name"),
            {"maxLength": _LONGEST_NAME, "value": wish.name},
            setting("name"),
        ),
        _choice(voice.say("runbook-kind"), kinds, wish.kind, setting("kind")),
        _choice(voice.say("runbook-site"), sites, wish.site_id, setting("site_id")),
        *(
            _stage(voice, kind, wish.stages.get(kind, StageWish()), people, write, draw_anew)
            for kind in StageKind
        ),
        button(
            {"className": "btn ink", "type": "button", "onClick": keep},
            voice.say("runbook-keep" if wish.runbook_id else "runbook-make"),
        ),
    )


# A runbook that is opened is drawn into the same fields, so that what is typed meanwhile stays.
_choice = partial(picker, follows=True)


def _stage(
    voice: Voice,
    kind: StageKind,
    stage: StageWish,
    people: list[tuple[str, str]],
    write: Callable[[Change], None],
    draw_anew: Callable[[Change], None],
) -> VdomDict:
    def setting(name: str) -> Callable[[str], None]:
        return lambda value: write(lambda wish: with_stage(wish, kind, **{name: value}))

    clocks = [(each.value, voice.say_code("runbook-clock", each)) for each in StageClock]
    return html.fieldset(
        {"className": "runbook-stage", "key": kind.value},
        html.legend({"className": "m"}, voice.say_code("urgent-stage", kind)),
        _choice(
            voice.say("runbook-owner"),
            [("", voice.say("runbook-left-out")), *people],
            stage.owner,
            setting("owner"),
        ),
        text_field(
            voice.say("runbook-minutes"),
            {**_NUMBER, "value": stage.minutes},
            setting("minutes"),
        ),
        _choice(voice.say("runbook-clock"), clocks, stage.clock, setting("clock")),
        text_field(
            voice.say("runbook-remind"),
            {**_NUMBER, "value": stage.remind},
            setting("remind"),
        ),
        _choice(
            voice.say("runbook-called"),
            [("", voice.say("urgent-nobody")), *people],
            stage.called,
            setting("called"),
        ),
        *(_begins(voice, kind, stage, draw_anew) if kind in _CAN_WAIT else ()),
    )


_CAN_WAIT = list(StageKind)[1:]


def _begins(
    voice: Voice,
    kind: StageKind,
    stage: StageWish,
    draw_anew: Callable[[Change], None],
) -> tuple[VdomDict | None, ...]:
    """When a stage begins; where it waits for some that are named, those before it to tick."""

    def choose(value: str) -> None:
        draw_anew(lambda wish: with_stage(wish, kind, begins=value))

    def name(other: StageKind) -> Callable[[bool], None]:
        return lambda is_named: draw_anew(
            lambda wish: with_named(wish, kind, other, is_named=is_named)
        )

    kinds = list(StageKind)
    choices = [
        (_LAST, begins(voice, None)),
        (_AT_ONCE, begins(voice, ())),
        (_NAMED, voice.say("runbook-named")),
    ]
    chosen = _choice(voice.say("runbook-after"), choices, stage.begins, choose)
    if stage.begins != _NAMED:
        return (chosen, None)
    return (
        chosen,
        html.div(
            {"role": "group", "aria-label": voice.say("runbook-named"), "key": "named"},
            *(
                html.label(
                    {"className": "check", "key": other.value},
                    *tick(name(other), is_on=other in stage.named),
                    html.span(voice.say_code("urgent-stage", other)),
                )
                for other in kinds[: kinds.index(kind)]
            ),
        ),
    )


def _after(stage: StageWish) -> list[StageKind] | None:
    if stage.begins == _LAST:
        return None
    return [] if stage.begins == _AT_ONCE else [kind for kind in StageKind if kind in stage.named]


def _minutes(typed: str) -> int | None:
    text = typed.strip().replace("\u00a0", "").replace(" ", "")
    if not text.isascii() or not text.isdecimal():
        return None
    found = int(text[:9])
    return found if 1 <= found <= _LONGEST_MINUTES else None


def _chosen(owner: StageOwner | None) -> str:
    if owner is None:
        return ""
    return owner.role.value if owner.role else str(owner.person_id)


def _owner(chosen: str) -> StageOwner:
    if chosen in set(Role):
        return StageOwner(role=Role(chosen))
    return StageOwner(person_id=UUID(chosen))
