"""The bar that decides on a proposal; it works without a network, so it is a web component."""

from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict


def decision_bar(
    proposal_id: UUID, plan_revision_id: UUID, alternative: str, letter: str, *, can_decide: bool
) -> VdomDict:
    """Place the bar for a proposal, the plan revision that was seen, and the way out chosen."""
    may = {"can-decide": ""} if can_decide else {}
    return html.decision_bar(
        {
            "proposal-id": str(proposal_id),
            "plan-revision-id": str(plan_revision_id),
            "alternative": alternative,
            "letter": letter,
            **may,
        }
    )
