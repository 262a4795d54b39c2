"""The form of a runbook: which stages, whose each is, how long it may take, who is called."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.field import text_field
from frontend.components.picker import picker
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

# A stage begins after all before it, at once, or after one or several that are named, with blanks between.
_LAST, _AT_ONCE = "", "at-once"

Set = Callable[..., None]


@dataclass(frozen=True)
class StageWish:
    """A stage as it was typed; without an owner the runbook leaves it out."""

    owner: str = ""
    minutes: str = "60"
    clock: str = StageClock.WORKING.value
    remind: str = ""
    called: str = ""
    after: str = _LAST


@dataclass(frozen=True)
class RunbookWish:
    """What the form holds, as it was typed."""

    name: str = ""
    kind: str = ""
    site_id: str = ""
    stages: dict[StageKind, StageWish] = field(default_factory=dict)
    runbook_id: UUID | None = None


def wish_of(view: RunbookView) -> RunbookWish:
    """A form that begins with a runbook that there is; the usual one is begun anew."""
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
                after=_LAST if each.after is None else " ".join(each.after) or _AT_ONCE,
            )
            for each in view.stages
        },
        runbook_id=view.id,
    )


def with_stage(wish: RunbookWish, kind: StageKind, **changes: str) -> RunbookWish:
    """The same wish with one stage typed otherwise."""
    stage = replace(wish.stages.get(kind, StageWish()), **changes)
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
                after=_after(stage.after),
            )
        )
    if not stages:
        return "runbook-wish-stages"
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
    set_wish: Set,
    set_stage: Callable[..., None],
    keep: Callable[..., object],
) -> VdomDict:
    """Draw what a runbook needs."""
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
            lambda value: set_wish(name=value),
        ),
        _choice(voice.say("runbook-kind"), kinds, wish.kind, lambda value: set_wish(kind=value)),
        _choice(
            voice.say("runbook-site"), sites, wish.site_id, lambda value: set_wish(site_id=value)
        ),
        *(
            _stage(voice, kind, wish.stages.get(kind, StageWish()), people, set_stage)
            for kind in StageKind
        ),
        html.button(
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
    set_stage: Callable[..., None],
) -> VdomDict:
    def setting(name: str) -> Callable[[str], None]:
        return lambda value: set_stage(kind, **{name: value})

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
        _choice(
            voice.say("runbook-after"),
            [(value, begins(voice, _after(value))) for value in _begins(kind, stage.after)],
            stage.after,
            setting("after"),
        )
        if kind is not StageKind.RECEIPT
        else None,
    )


def _begins(kind: StageKind, chosen: str) -> list[str]:
    """When a stage may begin, as values of the form; several stages only where they were named elsewhere."""
    kinds = list(StageKind)
    offered = [_LAST, _AT_ONCE, *(each.value for each in kinds[: kinds.index(kind)])]
    return offered if chosen in offered else [*offered, chosen]


def _after(chosen: str) -> list[StageKind] | None:
    if chosen == _LAST:
        return None
    return [] if chosen == _AT_ONCE else [StageKind(each) for each in chosen.split()]


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
