"""A thing's thread, the same on every page that shows one: follow, say, attach, and the timeline."""

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import section
from frontend.components.icon import icon
from frontend.components.picker import picker
from frontend.components.states import failed, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from frontend.islands.attach_file import attach_file
from shared.gateway import Gateway
from shared.ids import new_id
from shared.problem import ProblemError
from shared.schemas.thread import ThreadEntry, ThreadView
from shared.thread_terms import EntryKind, ThingKind
from shared.urgent_terms import StageKind

_LONGEST_COMMENT = 2000
_KIBIBYTE = 1024
_SHAPES = {
    EntryKind.COMMENT: "note",
    EntryKind.ATTACHMENT: "import",
    EntryKind.HISTORY: "amend",
}
_FIRST_SHOWN = 20

Act = Callable[[Gateway], Awaitable[None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]


def thread(kind: ThingKind, thing_id: UUID) -> VdomDict:
    """Place the thread of a thing; it is asked for apart, so that the page never waits for it."""
    return html.div({"className": "thread-place", "key": "thread"}, _thread(kind, thing_id))


@component
def _thread(kind: ThingKind, thing_id: UUID) -> VdomDict:
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    is_whole, set_whole = use_state(False)
    count, set_count = use_state(0)
    # The id stays until the comment is kept: a second press of the button says the same thing once.
    held = use_ref({"text": "", "id": str(new_id())})
    found = use_query(
        "thread",
        lambda gateway: gateway.thread(kind, thing_id),
        kind.value,
        str(thing_id),
        topics=("thread", "demand_change", "proposal", "urgent"),
    )

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
                set_notice("")
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            found.ask_again()

        return do

    async def say(gateway: Gateway) -> None:
        text = held.current["text"].strip()[:_LONGEST_COMMENT]
        if not text:
            return
        await gateway.write_comment(UUID(held.current["id"]), kind, thing_id, text)
        held.current = {"text": "", "id": str(new_id())}
        set_count(lambda before: before + 1)

    def hold(text: str) -> None:
        held.current = {**held.current, "text": text}

    def call(name: str) -> None:
        """Add somebody's name to what is being written."""
        if name:
            hold(f"{held.current['text'].rstrip()} @{name} ".lstrip())
            set_count(lambda before: before + 1)

    view = found.value
    if view is None:
        return html.section(
            {"className": "thread"},
            section(voice.say("thread-title")),
            waiting(voice, voice.say("thread-loading"))
            if found.is_waiting
            else failed(
                voice,
                voice.say("thread-failed"),
                found.problem or ProblemError(),
                found.ask_again,
            ),
        )
    return html.section(
        {"className": "thread", "aria-label": voice.say("thread-title")},
        section(voice.say("thread-title"), _follow(voice, view, doing)),
        html.p({"className": "pad t-s dim"}, _followers(voice, view)) if view.followers else None,
        html.p({"className": "pad b", "role": "status"}, notice) if notice else None,
        html.div(
            {"className": "pad approval-form", "key": f"say-{count}"},
            _comment_field(voice, held.current["text"], hold),
            picker(
                voice.say("thread-mention"),
                [
                    ("", voice.say("approval-choose")),
                    *((each.name, each.name) for each in view.people),
                ],
                "",
                call,
            ),
            button(
                {"className": "btn", "type": "button", "onClick": doing(say)},
                voice.say("thread-say"),
            ),
        ),
        html.div({"className": "pad", "key": "attach"}, attach_file(kind, thing_id)),
        html.ol(
            {"className": "sheet alert-steps"},
            *(
                _entry(voice, view, entry, doing)
                for entry in (view.entries if is_whole else view.entries[:_FIRST_SHOWN])
            ),
        )
        if view.entries
        else html.p({"className": "pad dim"}, voice.say("thread-none")),
        html.p(
            {"className": "pad"},
            button(
                {"className": "btn", "type": "button", "onClick": lambda *_: set_whole(True)},
                voice.say("thread-more"),
            ),
        )
        if not is_whole and len(view.entries) > _FIRST_SHOWN
        else None,
    )


def _comment_field(voice: Voice, text: str, hold: Callable[[str], None]) -> VdomDict:
    return html.label(
        {"className": "stack tight"},
        html.span({"className": "label"}, voice.say("thread-comment")),
        html.span(
            {"className": "field"},
            html.input(
                {
                    "type": "text",
                    "maxLength": _LONGEST_COMMENT,
                    "autoComplete": "off",
                    "defaultValue": text,
                    "onChange": lambda event: hold(str(event["target"]["value"])),
                }
            ),
        ),
        html.span({"className": "t-s dim"}, voice.say("thread-comment-more")),
    )


def _follow(voice: Voice, view: ThreadView, doing: Doing) -> VdomDict:
    thing = view.thing

    async def turn(gateway: Gateway) -> None:
        await gateway.follow_thing(thing.kind, thing.id, not view.is_followed)

    return button(
        {
            "className": "thread-follow",
            "type": "button",
            "aria-pressed": "true" if view.is_followed else "false",
            "onClick": doing(turn),
        },
        voice.say("thread-unfollow" if view.is_followed else "thread-follow"),
    )


def _followers(voice: Voice, view: ThreadView) -> str:
    return voice.say("thread-followers", names=voice.listed(view.followers))


def _entry(voice: Voice, view: ThreadView, entry: ThreadEntry, doing: Doing) -> VdomDict:
    return html.li(
        {"className": "row flex thread-entry", "key": f"{entry.kind}-{entry.id}"},
        icon(_SHAPES[entry.kind]),
        html.div({"className": "grow"}, *_said(voice, view, entry)),
        _removal(voice, view, entry, doing) if entry.is_own else None,
    )


def _said(voice: Voice, view: ThreadView, entry: ThreadEntry) -> list[VdomDict | None]:
    name = entry.person_name or voice.say("charge-itself")
    head = html.p({"className": "t-s dim"}, f"{name} · {voice.moment(entry.at)}")
    if entry.kind is EntryKind.HISTORY:
        changed = [_fact(voice, *each) for each in entry.facts.items()]
        return [
            html.p({"className": "m"}, voice.say_code("history", _kebab(entry.code), name=name)),
            html.p({"className": "t-s"}, " · ".join(changed)) if changed else None,
            html.p({"className": "t-s dim"}, voice.moment(entry.at)),
        ]
    if entry.is_removed:
        key = "thread-removed" if entry.kind is EntryKind.COMMENT else "thread-file-removed"
        return [html.p({"className": "dim"}, voice.say(key)), head]
    if entry.kind is EntryKind.ATTACHMENT:
        path = f"/api/v1/threads/{view.thing.kind.value}/{view.thing.id}/attachments/{entry.content_hash}"
        size = voice.say("thread-size", size=voice.number(max(1, entry.size // _KIBIBYTE)))
        return [
            html.p(html.a({"className": "m", "href": path, "download": entry.text}, entry.text)),
            html.p({"className": "t-s dim"}, f"{name} · {size} · {voice.moment(entry.at)}"),
        ]
    told = (
        html.p(
            {"className": "t-s dim"},
            voice.say("thread-told", names=voice.listed(entry.mentioned)),
        )
        if entry.mentioned
        else None
    )
    return [html.p({"className": "m thread-text"}, entry.text), head, told]


def _removal(voice: Voice, view: ThreadView, entry: ThreadEntry, doing: Doing) -> VdomDict:
    thing = view.thing

    async def remove(gateway: Gateway) -> None:
        if entry.kind is EntryKind.COMMENT:
            await gateway.remove_comment(entry.id, thing.kind, thing.id)
        else:
            await gateway.remove_attachment(thing.kind, thing.id, entry.content_hash)

    return button(
        {"className": "btn slim", "type": "button", "onClick": doing(remove)},
        voice.say("thread-take-back"),
    )


def _fact(voice: Voice, name: str, value: str) -> str:
    """Say one thing that was changed, in the words of its field."""
    said = value
    if name == "due_on":
        try:
            said = voice.day(date.fromisoformat(value))
        except ValueError:
            said = value
    elif name == "quantity_delta":
        try:
            said = f"{Decimal(value):+}".replace("-", "\u2212")
        except InvalidOperation:
            said = value
    elif name == "decision":
        said = voice.say_code("history-decision", value)
    elif name == "stage" and value in set(StageKind):
        said = voice.say_code("urgent-stage", value)
    return voice.say_code("history-field", name, value=said)


def _kebab(command: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in command).strip("_")
