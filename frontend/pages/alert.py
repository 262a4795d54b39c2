"""One alert: whose it is since when, what happened to it, and what one can do about it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.alert_rows import alert_why, alert_words
from frontend.components.alert_steps import owner_words, step_row
from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import back, page, section
from frontend.components.picker import picker
from frontend.components.replenishment_parts import started_rows
from frontend.components.states import problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.alert import AlertView

_LONGEST_NOTE = 500
_MORNING = time(8)

Act = Callable[[Gateway], Awaitable[None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]


@component
def alert_page() -> VdomDict:
    """Draw the alert of the address."""
    voice = use_voice()
    gateway = use_gateway()
    alert_id = UUID(use_path().rpartition("/")[2])
    notice, set_notice = use_state("")
    alert = use_query(
        "alert",
        lambda gateway: gateway.alert(alert_id),
        str(alert_id),
        topics=("alert", "replenishment"),
    )
    held = use_ref({"person": "", "word": "", "note": ""})
    count, set_count = use_state(0)

    def hold(**changes: str) -> None:
        held.current = {**held.current, **changes}

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
                set_notice("")
                hold(person="", word="", note="")
                set_count(lambda before: before + 1)
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            alert.ask_again()

        return do

    async def hand_on(gateway: Gateway) -> None:
        if held.current["person"]:
            await gateway.escalate_alert(
                alert_id, UUID(held.current["person"]), held.current["word"]
            )

    async def note(gateway: Gateway) -> None:
        if held.current["note"].strip():
            await gateway.note_alert(alert_id, held.current["note"].strip())

    return page(
        back("/inbox", voice.say("navigation-inbox"), voice.say("navigation-alert")),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(voice, alert, alert_id, doing, (hold, hand_on, note, count)),
        name="settings-page alert-page",
        is_ready=not alert.is_waiting,
    )


def _looks(
    voice: Voice,
    alert: Query[AlertView],
    alert_id: UUID,
    doing: Doing,
    acts: tuple[Callable[..., None], Act, Act, int],
) -> list[VdomDict]:
    view = alert.value
    if view is None:
        return [
            unanswered(
                voice, alert, voice.say("page-alerts-loading"), voice.say("page-alerts-failed")
            )
        ]
    row = view.row
    stands = view.cleared_at is None
    return [
        html.div(
            {"className": "body column"},
            html.div(
                {"className": "pad alert-head"},
                html.h1({"className": "t-xl"}, alert_words(voice, row)),
                html.p(
                    {"className": "dim"},
                    voice.say("charge-raised", time=voice.moment(row.raised_at)),
                ),
                html.p({}, why) if (why := alert_why(voice, row)) else None,
                html.p({"className": "m"}, owner_words(voice, view)),
                html.a(
                    {
                        "className": "btn",
                        "href": row.path if row.path.startswith("/") else "/inbox",
                    },
                    voice.say("charge-open"),
                )
                if stands
                else None,
            ),
            *(_acts(voice, view, alert_id, doing, acts) if stands else []),
            *started_rows(voice, view.started),
            section(voice.say("charge-history")),
            html.ol(
                {"className": "sheet alert-steps"},
                *(step_row(voice, place, step) for place, step in enumerate(view.steps)),
            ),
        )
    ]


def _acts(
    voice: Voice,
    view: AlertView,
    alert_id: UUID,
    doing: Doing,
    acts: tuple[Callable[..., None], Act, Act, int],
) -> list[VdomDict]:
    hold, hand_on, note, count = acts
    row = view.row
    is_free = row.owner_name is None or row.is_own

    def snooze(until: datetime) -> Callable[..., Awaitable[None]]:
        return doing(lambda gateway: gateway.snooze_alert(alert_id, until))

    buttons = [
        _button(
            voice.say("replenishment-propose"),
            doing(lambda gateway: _propose(gateway, alert_id)),
            "btn ink",
        )
        if view.may_replenish
        else None,
        None
        if row.is_own
        else _button(
            voice.say("charge-take"), doing(lambda gateway: gateway.take_alert(alert_id)), "btn ink"
        ),
        _button(voice.say("page-seen"), doing(lambda gateway: gateway.acknowledge_alert(alert_id)))
        if row.acknowledged_at is None
        else None,
        *(
            [_button(words, snooze(until)) for words, until in _snoozes(voice)]
            if is_free
            else [html.p({"className": "t-s dim"}, voice.say("charge-snooze-own"))]
        ),
    ]
    people = [
        ("", voice.say("approval-choose")),
        *((str(each.id), each.name) for each in view.people),
    ]
    return [
        html.div({"className": "pad actions alert-acts"}, *buttons),
        section(voice.say("charge-note-title")),
        html.div(
            {"className": "pad approval-form", "key": f"note-{count}"},
            typed(voice.say("charge-note"), "note", hold, longest=_LONGEST_NOTE),
            _button(voice.say("charge-note-save"), doing(note)),
        ),
        section(voice.say("charge-hand-on")),
        html.div(
            {"className": "pad approval-form", "key": f"hand-{count}"},
            picker(voice.say("charge-to"), people, "", lambda value: hold(person=value)),
            typed(voice.say("charge-word"), "word", hold, longest=_LONGEST_NOTE),
            _button(voice.say("charge-hand-on-now"), doing(hand_on)),
        ),
    ]


async def _propose(gateway: Gateway, alert_id: UUID) -> None:
    await gateway.ask_replenishment(alert_id)


def _snoozes(voice: Voice) -> list[tuple[str, datetime]]:
    morning = datetime.combine(voice.today + timedelta(days=1), _MORNING, voice.zone)
    return [
        (voice.say("charge-snooze-hours", count=1), voice.now + timedelta(hours=1)),
        (voice.say("charge-snooze-hours", count=4), voice.now + timedelta(hours=4)),
        (voice.say("charge-snooze-morning"), morning),
    ]


def _button(words: str, press: Callable[..., object], classes: str = "btn") -> VdomDict:
    return button({"className": classes, "type": "button", "onClick": press}, words)
