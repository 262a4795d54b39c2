"""The plan board of a site, as it is or with one way out of a proposal laid over it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from msgspec import structs
from reactpy import component, html, use_state
from reactpy.types import VdomDict

from frontend.components.alternatives import letter_of
from frontend.components.change_words import wish
from frontend.components.downloads import downloads
from frontend.components.frame import head, page
from frontend.components.icon import icon
from frontend.components.plan_board import Unfolding, legend, plan_board
from frontend.components.states import empty, failed, not_fresh, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_path, use_search
from frontend.hooks.voice import use_voice
from frontend.islands.plan_mover import plan_mover
from shared.gateway import Gateway
from shared.schemas.plan import PlanBoard
from shared.schemas.proposal import ProposalView

DAYS = 10
PACKAGING = "packaging"


@dataclass(frozen=True)
class View:
    """What the address asks for; whatever is not well written there counts as not asked."""

    site: UUID | None
    from_on: date | None
    proposal: UUID | None
    option: str
    is_packaging: bool = False

    @classmethod
    def of(cls, search: dict[str, str]) -> "View":
        """Read the view out of the query parameters."""
        proposal = _uuid(search.get("with", ""))
        option = search.get("option", "")[:40] if proposal else ""
        return cls(
            _uuid(search.get("site", "")),
            _day(search.get("from", "")),
            proposal,
            option,
            is_packaging=search.get("only") == PACKAGING,
        )

    def link(self, **changed: object) -> str:
        """Return the address of the same view with something else asked."""
        asked = {
            "site": self.site,
            "from": self.from_on,
            "with": self.proposal,
            "option": self.option,
            "only": PACKAGING if self.is_packaging else "",
            **changed,
        }
        words = urlencode({name: str(value) for name, value in asked.items() if value})
        return f"/plan?{words}" if words else "/plan"


@component
def plan_page() -> VdomDict:
    """Draw the board; it follows every new revision."""
    voice = use_voice()
    view = View.of(use_search())
    numbered = use_path().removeprefix("/plan").strip("/")
    number = int(numbered) if numbered else None
    board = use_query(
        "plan",
        lambda gateway: gateway.plan_board(
            view.site, view.from_on, DAYS, view.proposal, view.option or None, number
        ),
        str(view),
        str(number),
        topics=("plan", "proposal"),
    )
    cells, set_cells = use_state(cast("frozenset[tuple[UUID, date]]", frozenset()))

    def unfold(place: tuple[UUID, date]) -> Callable[..., None]:
        return lambda *_: set_cells(lambda before: before | {place})

    proposal = use_query("proposal", lambda gateway: _proposal(gateway, view), str(view.proposal))
    letter = letter_of(proposal.value, view.option) if proposal.value else ""
    return page(
        _head(voice, board, view, proposal.value, letter),
        not_fresh(voice, board.answered_at, board.ask_again) if board.is_stale else None,
        _superseded(voice, board),
        *_looks(voice, board, view, letter, Unfolding(cells, unfold)),
        name="plan-page",
        is_ready=not board.is_waiting and not proposal.is_waiting,
    )


async def _proposal(gateway: Gateway, view: View) -> ProposalView | None:
    return await gateway.proposal(view.proposal) if view.proposal else None


def _head(
    voice: Voice, board: Query[PlanBoard], view: View, proposal: ProposalView | None, letter: str
) -> VdomDict:
    plan = board.value
    if plan is None:
        return head(voice.say("navigation-plan"))
    sites = html.nav(
        {"className": "seg sites", "aria-label": voice.say("plan-sites")},
        *(
            html.a(
                {
                    "key": str(site.site_id),
                    "href": view.link(site=site.site_id),
                    **({"aria-current": "true"} if site.site_id == plan.site_id else {}),
                },
                site.site_name,
            )
            for site in plan.sites
        ),
    )
    revision = voice.say(
        "plan-revision", number=str(plan.revision_number), time=voice.moment(plan.revised_at)
    )
    lines = [revision]
    if proposal and letter:
        lines.append(voice.say("plan-with", letter=letter, wish=wish(voice, proposal.change)))
    elif plan.revised_by_name:
        lines.append(plan.revised_by_name)
    return head(
        voice.say("navigation-plan"),
        "",
        sites if len(plan.sites) > 1 else html.span({"className": "dim top-aside"}, plan.site_name),
        html.span(
            {"className": "t-s dim plan-revision push"},
            *(html.span({"key": line}, line) for line in lines),
        ),
    )


def _superseded(voice: Voice, board: Query[PlanBoard]) -> VdomDict | None:
    plan = board.value
    if plan is None or plan.revision_number == plan.current_revision_number:
        return None
    words = voice.say(
        "plan-superseded",
        asked=str(plan.revision_number),
        current=str(plan.current_revision_number),
    )
    return html.p(
        {"className": "not-fresh", "role": "status"},
        icon("info", "s"),
        html.span({"className": "grow"}, words),
        html.a(
            {"className": "btn slim", "href": f"/plan?site={plan.site_id}"},
            voice.say("plan-to-current"),
        ),
    )


def _looks(
    voice: Voice, board: Query[PlanBoard], view: View, letter: str, unfolding: Unfolding
) -> list[VdomDict | None]:
    if board.is_waiting:
        return [waiting(voice, voice.say("plan-loading"))]
    if board.value is None:
        problem = board.problem
        assert problem is not None  # noqa: S101 -- neither waiting nor answered is failed
        return [failed(voice, voice.say("plan-failed"), problem, board.ask_again)]
    if not board.value.lanes:
        return [empty(voice.say("plan-none"), voice.say("plan-none-more"))]
    mover = plan_mover(board.value.revision_id) if board.value.can_move else None
    shown = board.value
    if view.is_packaging:
        packing = [lane for lane in shown.lanes if lane.is_packaging]
        shown = structs.replace(shown, lanes=packing)
    return [
        _which(voice, board.value, view),
        plan_board(voice, shown, unfolding),
        mover,
        _foot(voice, board.value, view, letter),
    ]


def _which(voice: Voice, board: PlanBoard, view: View) -> VdomDict | None:
    """Offer the packaging lines alone, where there are any among others."""
    count = sum(lane.is_packaging for lane in board.lanes)
    if not count or count == len(board.lanes):
        return None
    choices = (
        (view.link(only=""), voice.say("plan-all-lines"), not view.is_packaging),
        (view.link(only=PACKAGING), voice.say("plan-packaging"), view.is_packaging),
    )
    return html.div(
        {"className": "filters"},
        html.nav(
            {"className": "seg", "aria-label": voice.say("plan-which-lines")},
            *(
                html.a(
                    {"key": to, "href": to, **({"aria-current": "true"} if is_on else {})}, words
                )
                for to, words, is_on in choices
            ),
        ),
    )


def _foot(voice: Voice, board: PlanBoard, view: View, letter: str) -> VdomDict:
    earlier, later = board.from_on - timedelta(days=7), board.from_on + timedelta(days=7)
    return html.footer(
        {"className": "plan-foot"},
        legend(voice, board, letter),
        downloads(voice, f"/api/v1/plan/{board.site_id}/lines"),
        html.div(
            {"className": "flex push"},
            html.a(
                {
                    "className": "btn square",
                    "href": view.link(**{"from": earlier}),
                    "aria-label": voice.say("plan-week-back"),
                },
                icon("left"),
            ),
            html.a(
                {"className": "btn", "href": view.link(**{"from": None})}, voice.say("plan-today")
            ),
            html.a(
                {
                    "className": "btn square",
                    "href": view.link(**{"from": later}),
                    "aria-label": voice.say("plan-week-on"),
                },
                icon("right"),
            ),
            html.a(
                {"className": "btn", "href": view.link(**{"with": None, "option": None})},
                icon("undo"),
                html.span(voice.say("plan-without", letter=letter)),
            )
            if view.proposal
            else None,
        ),
    )


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
