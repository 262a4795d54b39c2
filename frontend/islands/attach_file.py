"""A web component: the button that sends a file to a thing; pictures are made small and bare on the device."""

from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from shared.thread_terms import ThingKind


def attach_file(kind: ThingKind, thing_id: UUID) -> VdomDict:
    """Place the component."""
    return html.attach_file({"data-to": f"/api/v1/threads/{kind.value}/{thing_id}/attachments"})
