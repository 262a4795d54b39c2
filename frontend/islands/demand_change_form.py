"""The form that logs or edits a demand change in four taps, also without a network."""

from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict


def demand_change_form(demand_change_id: UUID | None = None) -> VdomDict:
    """Place the form; with an id it edits that change."""
    return html.demand_change_form({"change-id": str(demand_change_id)} if demand_change_id else {})
