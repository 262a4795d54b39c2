"""Every query that loads or saves proposals."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import msgspec
from piccolo.columns import Column

from backend.proposal.tables import EarlierProposal, Proposal

_JSON_COLUMNS = frozenset({"impact", "alternatives", "amendments", "basis"})


async def lock_proposal(
    proposal_id: UUID, scope_ids: Sequence[UUID] | None
) -> dict[str, Any] | None:
    """A proposal in these scopes (in any, without a list), locked until the transaction ends."""
    wanted = None if scope_ids is None else list(scope_ids)
    rows = await Proposal.raw(
        """
        SELECT *, alternatives::text AS alternatives, impact::text AS impact, basis::text AS basis
        FROM proposal
        WHERE id = {} AND deleted_at IS NULL AND ({}::uuid[] IS NULL OR scope_id = ANY({}::uuid[]))
        FOR UPDATE
        """,
        proposal_id,
        wanted,
        wanted,
    )
    if not rows:
        return None
    row = dict(rows[0])
    row["basis"] = msgspec.json.decode(row["basis"], type=dict[UUID, int])
    return row


async def is_seen(proposal_id: UUID, scope_ids: Sequence[UUID]) -> bool:
    """Whether a proposal is there and in these scopes."""
    return await Proposal.exists().where(
        (Proposal.id == proposal_id)
        & Proposal.deleted_at.is_null()
        & Proposal.scope_id.is_in(list(scope_ids))
    )


async def open_proposal_of(demand_change_id: UUID) -> UUID | None:
    """The proposal that waits for a decision about a change."""
    rows = await Proposal.select(Proposal.id).where(
        (Proposal.demand_change_id == demand_change_id) & (Proposal.status == "open")
    )
    return rows[0]["id"] if rows else None


async def open_proposals_on(site_id: UUID) -> list[UUID]:
    """Open proposals that stand on the plan of a site, the soonest deadline first."""
    rows = await Proposal.raw(
        """
        SELECT id FROM proposal WHERE status = 'open' AND deleted_at IS NULL AND basis ? {}
        ORDER BY decide_by, id
        """,
        str(site_id),
    )
    return [row["id"] for row in rows]


async def open_proposals() -> list[UUID]:
    """Every open proposal, the soonest deadline first."""
    rows = await Proposal.raw(
        """
        SELECT id FROM proposal WHERE status = 'open' AND deleted_at IS NULL ORDER BY decide_by, id
        """
    )
    return [row["id"] for row in rows]


async def add_proposal(values: Mapping[str, Any]) -> None:
    """Save a new proposal; `ver` and `sync_xid` come from the database."""
    await Proposal.insert(Proposal(**{"ver": 1, "status": "open", "note": "", **_encoded(values)}))


async def update_proposal(proposal_id: UUID, values: Mapping[str, Any]) -> int:
    """Change fields of a proposal; returns its new `ver`."""
    changes = cast("dict[Column | str, Any]", _encoded(values))
    rows = await Proposal.update(changes).where(Proposal.id == proposal_id).returning(Proposal.ver)
    return int(rows[0]["ver"])


async def replace_figures(proposal_id: UUID, values: Mapping[str, Any]) -> int:
    """Take over figures of a newer plan and keep the ways out that people have seen until now.

    The stock line by day is left out of what is kept: it is most of the size, and nobody compares it.
    """
    await EarlierProposal.raw(
        """
        INSERT INTO earlier_proposal
            (id, proposal_id, plan_revision_id, plan_revision_number, worked_out_at, alternatives)
        SELECT gen_random_uuid(), id, plan_revision_id, plan_revision_number,
               (impact->>'assessed_at')::timestamptz,
               (SELECT jsonb_agg(
                    way || jsonb_build_object('projected', '[]'::jsonb) ORDER BY place)
                FROM jsonb_array_elements(alternatives) WITH ORDINALITY AS ways (way, place))
        FROM proposal WHERE id = {} AND plan_revision_id <> {}
        ON CONFLICT (proposal_id, plan_revision_id) DO NOTHING
        """,
        proposal_id,
        values["plan_revision_id"],
    )
    return await update_proposal(proposal_id, values)


async def earlier_figures(proposal_id: UUID, plan_revision_id: UUID) -> dict[str, Any] | None:
    """The ways out as they were shown on a plan revision that stands no more."""
    rows = await EarlierProposal.raw(
        """
        SELECT plan_revision_number, worked_out_at, alternatives::text AS alternatives
        FROM earlier_proposal WHERE proposal_id = {} AND plan_revision_id = {}
        """,
        proposal_id,
        plan_revision_id,
    )
    return rows[0] if rows else None


async def plan_moves(site_id: UUID, after: int) -> list[dict[str, Any]]:
    """The revisions of a site's plan after that number, the newest first, and what each was for."""
    rows: list[dict[str, Any]] = await Proposal.raw(
        """
        SELECT revision.number, revision.revised_at, revision.note, person.name AS revised_by_name,
               proposal.demand_change_id, proposal.impact->>'item_name' AS item_name
        FROM plan_revision AS revision
        LEFT JOIN person ON person.id = revision.revised_by
        LEFT JOIN proposal ON proposal.id = revision.proposal_id
        WHERE revision.site_id = {} AND revision.number > {}
        ORDER BY revision.number DESC
        """,
        site_id,
        after,
    )
    return rows


async def touch_proposal(proposal_id: UUID) -> int:
    """Let everybody pull a proposal again, although none of its own fields changed; its new `ver`."""
    rows = await Proposal.raw(
        "UPDATE proposal SET note = note WHERE id = {} RETURNING ver", proposal_id
    )
    return int(rows[0]["ver"])


async def close_proposal(proposal_id: UUID, values: Mapping[str, Any]) -> int:
    """Say how a proposal ended; what it looked like on earlier plans goes."""
    await EarlierProposal.delete().where(EarlierProposal.proposal_id == proposal_id)
    return await update_proposal(proposal_id, values)


async def overdue_proposals(now: datetime) -> list[dict[str, Any]]:
    """Open proposals whose deadline has passed."""
    rows: list[dict[str, Any]] = await Proposal.raw(
        "SELECT id, scope_id, demand_change_id, decide_by FROM proposal "
        "WHERE status = 'open' AND deleted_at IS NULL AND decide_by < {}",
        now,
    )
    return rows


def _encoded(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode()
        if name in _JSON_COLUMNS and value is not None
        else value
        for name, value in values.items()
    }
