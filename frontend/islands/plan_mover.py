"""Moving plan lines on the board: drag, or choose a line and then a day; a web component beside the board."""

from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict


def plan_mover(plan_revision_id: UUID) -> VdomDict:
    """Place what moves the lines of the board on a page, on the plan revision that is drawn."""
    return html.plan_mover({"data-revision": str(plan_revision_id)})
