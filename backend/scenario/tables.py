"""Tables of what-ifs; `plan_copy` holds the copied plan packed, edits and results are JSON."""

from piccolo.columns import (
    JSONB,
    UUID,
    Boolean,
    Bytea,
    Date,
    ForeignKey,
    Integer,
    LazyTableReference,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table


class WhatIf(Table):
    """A copy of a site's plan with its scenarios; `basis` maps each copied plan to its revision's number."""

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    name = Varchar(length=100, null=False)
    owner_id = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    is_shared = Boolean(null=False)
    copied_at = Timestamptz(null=False, default=None)
    today = Date(null=False, default=None)
    plan_revision_id = UUID(null=False, default=None)
    plan_revision_number = Integer(null=False)
    basis = JSONB(null=False)
    plan_copy = Bytea(null=False)
    figures = JSONB(null=False)
    weights = JSONB(null=False)
    changed_at = Timestamptz(null=False, default=None)
    archived_at = Timestamptz(null=True, default=None)


class Scenario(Table):
    """One variant of a what-if: its edits, and what came of them on the copied plan."""

    id = UUID(primary_key=True, default=None)
    what_if_id = ForeignKey(WhatIf, null=False, on_delete=OnDelete.restrict, index=True)
    position = SmallInt(null=False)
    name = Varchar(length=100, null=False)
    edits = JSONB(null=False)
    outcome = JSONB(null=False)
    changed_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    changed_at = Timestamptz(null=False, default=None)
    adoption_id = UUID(null=True, default=None)
    archived_at = Timestamptz(null=True, default=None)


class Adoption(Table):
    """A scenario that somebody wants to adopt, and the decision about it.

    `basis` maps every site whose plan was copied to the number of its revision: a decision stands only
    while all of them stand. `adjustments` are what is decided, `figures` and `scenario` those of
    the copied plan and of what it would become.
    """

    id = UUID(primary_key=True, default=None)
    scope_id = ForeignKey(
        LazyTableReference("Scope", app_name="identity"),
        null=False,
        on_delete=OnDelete.restrict,
        index=True,
    )
    scenario_id = ForeignKey(Scenario, null=False, on_delete=OnDelete.restrict, index=True)
    site_id = ForeignKey(
        LazyTableReference("Site", app_name="catalog"), null=False, on_delete=OnDelete.restrict
    )
    what_if_name = Varchar(length=100, null=False)
    scenario_name = Varchar(length=100, null=False)
    status = Varchar(length=16, null=False)
    plan_revision_id = UUID(null=False, default=None)
    plan_revision_number = Integer(null=False)
    basis = JSONB(null=False)
    effect = JSONB(null=False)
    adjustments = JSONB(null=False)
    assumptions = JSONB(null=False)
    cautions = JSONB(null=False)
    figures = JSONB(null=False)
    scenario = JSONB(null=False)
    opened_at = Timestamptz(null=False, default=None)
    decide_by = Timestamptz(null=False, default=None)
    requested_by = ForeignKey(
        LazyTableReference("Person", app_name="identity"), null=False, on_delete=OnDelete.restrict
    )
    requested_by_name = Varchar(length=200, null=False)
    decided_by_name = Varchar(length=200, null=True, default=None)
    decided_at = Timestamptz(null=True, default=None)
    reason = Varchar(length=32, null=True, default=None)
    note = Text(null=False)
    resulting_revision_id = UUID(null=True, default=None)
