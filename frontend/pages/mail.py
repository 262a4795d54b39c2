"""How mail stands: what was stopped, which addresses are closed, and mending them; for admins."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.field import typed
from frontend.components.frame import head, page, section
from frontend.components.states import not_fresh, problem_sentence, unanswered
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_ticking_voice
from shared.mail_terms import MailStatus
from shared.problem import ProblemError
from shared.schemas.mail import ClosedAddress, MailBoard, MailRow

Press = Callable[..., Awaitable[None]]


@component
def mail_page() -> VdomDict:
    """Draw the board."""
    voice, gateway = use_ticking_voice(), use_gateway()
    notice, set_notice = use_state("")
    wish: Any = use_ref({})
    found = use_query("mail", lambda gateway: gateway.mail_board(), topics=("mail",))

    async def done(act: Awaitable[object], words: str) -> None:
        try:
            await act
            set_notice(voice.say(words))
        except ProblemError as problem:
            set_notice(problem_sentence(voice, problem))
        found.ask_again()

    def again(mail_id: UUID) -> Press:
        async def press(*_: object) -> None:
            await done(gateway.send_mail_again(mail_id), "mails-again-done")

        return press

    def mend(address: str) -> Press:
        async def press(*_: object) -> None:
            new = str(wish.current.get(address, "")).strip() or None
            await done(gateway.mend_address(address, new), "mails-mended")

        return press

    async def test(*_: object) -> None:
        await done(gateway.send_test_mail(), "mails-test-sent")

    def set_wish(**changes: str) -> None:
        wish.current = {**wish.current, **changes}

    def body(board: MailBoard) -> list[VdomDict | None]:
        return [
            html.p(
                {"className": "pad"},
                voice.say("mails-on", sender=board.sender)
                if board.is_on
                else voice.say("mails-off"),
            ),
            html.p({"className": "pad t-s dim"}, _counts(voice, board)),
            html.p({"className": "notice", "role": "status"}, notice),
            html.p(
                {"className": "pad"},
                button(
                    {"className": "btn", "type": "button", "onClick": test},
                    voice.say("mails-test"),
                ),
            )
            if board.is_on
            else None,
            section(voice.say("mails-closed")),
            html.ul(
                {"className": "sheet"},
                *(_closed(voice, each, mend(each.address), set_wish) for each in board.closed),
            )
            if board.closed
            else html.p({"className": "pad dim"}, voice.say("mails-none-closed")),
            section(voice.say("mails-stopped")),
            html.ul(
                {"className": "sheet"},
                *(_stopped(voice, each, again(each.id)) for each in board.stopped),
            )
            if board.stopped
            else html.p({"className": "pad dim"}, voice.say("mails-none-stopped")),
        ]

    return page(
        head(voice.say("navigation-mail")),
        not_fresh(voice, found.answered_at, found.ask_again) if found.is_stale else None,
        *_looks(voice, found, body),
        name="settings-page mail-page",
        is_ready=not found.is_waiting,
    )


def _looks(
    voice: Voice, found: Query[MailBoard], body: Callable[[MailBoard], list[VdomDict | None]]
) -> list[VdomDict]:
    if found.value is None:
        return [unanswered(voice, found, voice.say("mails-loading"), voice.say("mails-failed"))]
    return [html.div({"className": "body column"}, *body(found.value))]


def _counts(voice: Voice, board: MailBoard) -> str:
    return " · ".join(
        voice.pair(
            voice.say_code("mails-status", status), voice.number(board.counts.get(status, 0))
        )
        for status in MailStatus
    )


def _closed(
    voice: Voice, closed: ClosedAddress, mend: Press, set_wish: Callable[..., None]
) -> VdomDict:
    return html.li(
        {"className": "row stack", "key": closed.address},
        html.p({"className": "m"}, f"{closed.party_name} · {closed.address}"),
        html.p({"className": "t-s c-late"}, closed.said),
        html.p(
            {"className": "t-s dim"},
            voice.joined(
                (voice.say_code("mails-status", closed.because), voice.moment(closed.blocked_at))
            ),
        ),
        typed(voice.say("mails-new-address"), closed.address, set_wish, kind="email", longest=254),
        button({"className": "btn", "type": "button", "onClick": mend}, voice.say("mails-mend")),
    )


def _stopped(voice: Voice, mail: MailRow, again: Press) -> VdomDict:
    last = mail.attempts[-1].said if mail.attempts else ""
    return html.li(
        {"className": "row flex", "key": str(mail.id)},
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, mail.subject),
            html.p({"className": "t-s"}, f"{mail.party_name} · {mail.address}"),
            html.p(
                {"className": "t-s dim"},
                " · ".join(
                    part
                    for part in (
                        voice.say_code("mails-status", mail.status),
                        voice.moment(mail.settled_at or mail.created_at),
                        last,
                    )
                    if part
                ),
            ),
        ),
        button(
            {"className": "btn slim", "type": "button", "onClick": again}, voice.say("mails-again")
        )
        if mail.can_be_sent_again
        else None,
    )
