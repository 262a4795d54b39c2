"""A replenishment that an alert has led to: where it comes from, what is to be done, the decision."""

from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.approval_words import approval_need
from frontend.components.deciding_bar import deciding_bar, deciding_button
from frontend.components.frame import back, page
from frontend.components.replenishment_parts import came_from, standing, what_is_done
from frontend.components.states import not_fresh, unanswered
from frontend.components.voice import Voice
from frontend.hooks.deciding import Deciding, use_deciding
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_ticking_voice
from frontend.pages.undoing import undo_part
from shared.schemas.replenishment import ReplenishmentView
from shared.terms import DecidedKind, DecisionKind

NOTHING_SEEN = UUID(int=0)


@component
def replenishment_page() -> VdomDict:
    """Draw the replenishment of the path."""
    voice = use_ticking_voice()
    replenishment_id = UUID(use_path().rsplit("/", 1)[-1])
    view = use_query(
        "replenishment",
        lambda gateway: gateway.replenishment(replenishment_id),
        str(replenishment_id),
        topics=("replenishment", "plan", "supply"),
    )

    deciding = use_deciding(
        voice,
        view,
        (DecidedKind.REPLENISHMENT, replenishment_id),
        lambda gateway, seen, kind, reason: gateway.decide_replenishment(
            replenishment_id,
            kind,
            seen.refill.seen_id if seen.refill else NOTHING_SEEN,
            reason,
            "",
        ),
    )

    return page(
        back(
            "/decisions", voice.say("navigation-decisions"), voice.say("navigation-replenishment")
        ),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        html.p({"className": "notice", "role": "status"}, deciding.notice),
        *_looks(voice, view, deciding),
        name="allocation-page no-live column",
        is_ready=not view.is_waiting,
    )


def _looks(
    voice: Voice,
    view: Query[ReplenishmentView],
    deciding: Deciding,
) -> list[VdomDict | None]:
    found = view.value
    if found is None:
        return [
            unanswered(
                voice, view, voice.say("replenishment-loading"), voice.say("replenishment-failed")
            )
        ]
    return [
        html.div(
            {"className": "pad"},
            html.h1({"className": "t-xl"}, voice.say("replenishment-waits", item=found.item_name)),
            html.p({"className": "dim"}, found.site_name),
            html.p({"className": "m"}, standing(voice, found)),
            html.p({"className": "t-s"}, _from(voice, found)),
            html.a(
                {"className": "btn", "href": f"/alerts/{found.alert_id}"},
                voice.say("replenishment-to-alert"),
            ),
        ),
        undo_part(found.undo_until, deciding.undo),
        *what_is_done(voice, found),
        html.div({"className": "pad"}, approval_need(voice, found.approval)),
        _bar(voice, found, deciding) if found.can_decide else None,
    ]


def _from(voice: Voice, view: ReplenishmentView) -> str:
    said = came_from(voice, view)
    if view.asked_by_name is None:
        return said
    return f"{said} · {voice.say('replenishment-asked-by', name=view.asked_by_name)}"


def _bar(voice: Voice, view: ReplenishmentView, deciding: Deciding) -> VdomDict:
    return deciding_bar(
        voice,
        voice.say("decisions-decide"),
        deciding.reason,
        deciding.choose_reason,
        deciding_button(
            voice.say("replenishment-reject"), "btn danger", deciding.decide(DecisionKind.REJECT)
        ),
        deciding_button(
            voice.say("replenishment-send-back"), "btn", deciding.decide(DecisionKind.SEND_BACK)
        ),
        deciding_button(
            voice.say("replenishment-approve"), "btn main", deciding.decide(DecisionKind.APPROVE)
        )
        if view.refill is not None
        else None,
    )
