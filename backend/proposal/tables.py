"""Tables of proposals. `impact` and `alternatives` are the shared schemas as JSON."""

from piccolo.columns import (
    JSONB,
    UUID,
    BigInt,
    ForeignKey,
    Integer,
    LazyTableReference,
    Numeric,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.constraints import Unique
from piccolo.table import Table


class Proposal(Table):
    """A set of alternatives for one demand change at one site, and the decision about it.

    `basis` maps every site whose plan was read to the number of its revision: a decision stands only
    while all of them stand.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    ver = BigInt(null=False)
    demand_change_id = ForeignKey(
        LazyTableReference("DemandChange", app_name="demand"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    demand_change_ver = BigInt(null=False)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    status = Varchar(length=16, null=False)
    plan_revision_id = ForeignKey(
        LazyTableReference("PlanRevision", app_name="plan"),
        null=False,
        on_delete=OnDelete.restrict,
    )
    plan_revision_number = Integer(null=False)
    basis = JSONB(null=False)
    opened_at = Timestamptz(null=False, default=None)
    decide_by = Timestamptz(null=False, default=None)
    value = Numeric(digits=(18, 4), null=False)
    impact = JSONB(null=False)
    alternatives = JSONB(null=False)
    decision = Varchar(length=16, null=True, default=None)
    chosen_alternative = Varchar(length=32, null=True, default=None)
    amendments = JSONB(null=True, default=None)
    decided_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"),
        null=True,
        default=None,
        on_delete=OnDelete.restrict,
    )
    decided_by_name = Varchar(length=200, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    reason = Varchar(length=32, null=True, default=None)
    note = Text(null=False)
    resulting_revision_id = UUID(null=True, default=None)
    deleted_at = Timestamptz(null=True, default=None)


class EarlierProposal(Table):
    """The ways out of an open proposal as they were shown on a plan revision that stands no more.

    Whoever decided on them is shown what has become of them. They end with the proposal.
    """

    id = UUID(primary_key=True)
    proposal_id = ForeignKey(Proposal, null=False, on_delete=OnDelete.cascade)
    plan_revision_id = UUID(null=False, default=None)
    plan_revision_number = Integer(null=False)
    worked_out_at = Timestamptz(null=False, default=None)
    alternatives = JSONB(null=False)
    earlier_proposal_is_unique = Unique([proposal_id, plan_revision_id])
