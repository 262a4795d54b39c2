"""A person's own decision that came back because the plan had moved, beside what has become of it."""

from typing import Final
from uuid import UUID

import msgspec

from backend.kit.sql import fetch
from backend.proposal.queries.proposals import decided_earlier
from shared.schemas.ops import Op
from shared.schemas.proposal import ProposalView
from shared.terms import DecisionKind, ProposalStatus

_OVERTAKEN_SQL: Final = """
    SELECT request::text AS request, received_at FROM sync_op
    WHERE entity_id = $1 AND person_id = $2 AND kind = 'decide_proposal' AND settled_at IS NULL
      AND status = 'conflict' AND answer->>'code' = 'plan_has_moved'
    ORDER BY received_at DESC LIMIT 1
"""


async def with_own_decision(view: ProposalView, person_id: UUID) -> ProposalView:
    """An open proposal with the person's own overtaken decision, if there is one still to settle."""
    if view.status is not ProposalStatus.OPEN:
        return view
    rows = await fetch(_OVERTAKEN_SQL, view.id, person_id)
    if not rows:
        return view
    asked = msgspec.json.decode(rows[0]["request"], type=Op).args
    earlier = await decided_earlier(
        view,
        decision=DecisionKind(asked["decision"]),
        alternative=asked.get("alternative"),
        plan_revision_id=UUID(asked["plan_revision_id"]),
        answered_at=rows[0]["received_at"],
    )
    return msgspec.structs.replace(view, earlier_decision=earlier)
