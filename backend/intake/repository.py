"""Storing what came in, in one transaction; the parts that are more than rows of one table are here."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import asyncpg

from backend.intake.format import BY_NAME
from backend.intake.loading import Loading, load_entity, stage_rejected, store_entity
from backend.intake.model import LIST_SEPARATOR
from backend.intake.staging import BadCells, Manifest
from backend.kit.bulk import (
    Upserted,
    allow_long_statements,
    row_count,
    transaction_connection,
)
from shared.ids import new_id

MOST_NODES: Final = 500


async def load_staged(
    manifest: Manifest,
    *,
    now: datetime,
    actor_id: UUID | None,
    is_demo: bool,
    lists_dependents: bool,
) -> Loading:
    """Load everything that was staged; what was refused on the way stands in the answer."""
    connection = transaction_connection()
    await allow_long_statements(connection)
    await connection.execute(
        "SELECT set_config('lockstep.now', $1, true), set_config('lockstep.is_demo', $2, true)",
        now.isoformat(), str(is_demo).lower(),
    )  # fmt: skip
    # Two loads at once would see each other's rows half: the second waits for the first.
    await connection.execute("SELECT pg_advisory_xact_lock(hashtext('lockstep.load_company'))")
    bad = BadCells(list(manifest.bad_cells), manifest.bad_count)
    loading = Loading(connection, bad, lists_dependents)
    is_stock_alone = {staged.entity for staged in manifest.entities} == {"stock"}
    if is_stock_alone:
        await connection.execute("CREATE TEMPORARY TABLE stock_was ON COMMIT DROP AS TABLE stock")
    await stage_rejected(connection, manifest)
    for staged in manifest.entities:
        await load_entity(loading, staged)
        if staged.entity in _BEFORE:
            await _BEFORE[staged.entity](loading)
        if staged.entity in _INSTEAD:
            loading.counts[staged.entity] = await _INSTEAD[staged.entity](loading, actor_id)
        else:
            await store_entity(loading, BY_NAME[staged.entity])
        if staged.entity in _AFTER:
            await _AFTER[staged.entity](loading)
    if any(staged.entity == "company" for staged in manifest.entities):
        await _say_whether_demo(connection, is_demo=is_demo)
    await _begin_missing_plans(connection)
    await _show_new_scopes(connection)
    if is_stock_alone:
        loading.stock_nodes = await _moved_stock(connection)
    return loading


async def _moved_stock(
    connection: "asyncpg.Connection[Any]",
) -> tuple[tuple[UUID, UUID], ...] | None:
    """The items at sites whose stock is another than before; None when they are more than a message holds."""
    rows = await connection.fetch(
        """
        SELECT DISTINCT item_id, site_id FROM stock_was AS was FULL JOIN stock AS has
          USING (item_id, site_id, lot_code)
        WHERE (was.quantity, was.usable_until) IS DISTINCT FROM (has.quantity, has.usable_until)
        LIMIT $1
        """,
        MOST_NODES + 1,
    )
    if len(rows) > MOST_NODES:
        return None
    return tuple((row["item_id"], row["site_id"]) for row in rows)


async def _store_company(loading: Loading, _actor_id: UUID | None) -> Upserted:
    changed = await loading.connection.execute(
        """
        UPDATE company SET name = row.name, currency = row.currency FROM staged_company AS row
        WHERE (company.name, company.currency) IS DISTINCT FROM (row.name, row.currency)
        """
    )
    added = await loading.connection.execute(
        """
        INSERT INTO company (id, name, currency, is_demo, weights)
        SELECT _id, name, currency, false, '{}' FROM staged_company
        WHERE NOT EXISTS (SELECT 1 FROM company) LIMIT 1
        """
    )
    return Upserted(row_count(added), row_count(changed))


async def _say_whether_demo(connection: "asyncpg.Connection[Any]", *, is_demo: bool) -> None:
    await connection.execute("UPDATE company SET is_demo = $1 WHERE is_demo <> $1", is_demo)


async def _store_site_scopes(loading: Loading) -> None:
    """A site's scope has the site's id."""
    await loading.connection.execute(
        """
        UPDATE scope SET name = row.name, region = row.country FROM staged_site AS row
        WHERE scope.kind = 'site' AND scope.code = row.code
          AND (scope.name, scope.region) IS DISTINCT FROM (row.name, row.country)
        """
    )
    await loading.connection.execute(
        """
        INSERT INTO scope (id, kind, code, name, region)
        SELECT _id, 'site', code, name, country FROM staged_site AS row
        WHERE NOT EXISTS (SELECT 1 FROM scope WHERE scope.kind = 'site' AND scope.code = row.code)
        """
    )


async def _store_roles_and_scopes(loading: Loading) -> None:
    """Roles and memberships become what the file says; a membership ends, it is never deleted."""
    connection = loading.connection
    await connection.execute(
        f"""
        CREATE TEMPORARY TABLE wanted_role ON COMMIT DROP AS
        SELECT DISTINCT person.id AS person_id, part AS role FROM staged_person AS row
        JOIN person ON person.email = row.email
        CROSS JOIN LATERAL unnest(string_to_array(row.roles, '{LIST_SEPARATOR}')) AS part WHERE part <> '';
        CREATE TEMPORARY TABLE wanted_scope ON COMMIT DROP AS
        SELECT DISTINCT person.id AS person_id, scope.id AS scope_id FROM staged_person AS row
        JOIN person ON person.email = row.email
        JOIN scope ON (scope.kind = 'territory' AND scope.code = ANY(string_to_array(row.territories, '{LIST_SEPARATOR}')))
                   OR (scope.kind = 'site' AND scope.code = ANY(string_to_array(row.sites, '{LIST_SEPARATOR}')));
        CREATE TEMPORARY TABLE named_person ON COMMIT DROP AS
        SELECT person.id FROM person JOIN staged_person AS row ON row.email = person.email;
        """  # noqa: S608 -- only the separator, a constant
    )
    await connection.execute(
        """
        UPDATE person SET sees_everything = false WHERE sees_everything AND id IN (SELECT id FROM named_person);
        DELETE FROM person_role WHERE person_id IN (SELECT id FROM named_person)
        AND (person_id, role) NOT IN (SELECT person_id, role FROM wanted_role);
        UPDATE scope_membership SET revoked_at = current_setting('lockstep.now')::timestamptz
        WHERE revoked_at IS NULL AND person_id IN (SELECT id FROM named_person)
        AND (person_id, scope_id) NOT IN (SELECT person_id, scope_id FROM wanted_scope);
        """
    )
    roles = await connection.fetch(
        "SELECT person_id, role FROM wanted_role EXCEPT SELECT person_id, role FROM person_role"
    )
    await connection.executemany(
        "INSERT INTO person_role (id, person_id, role) VALUES ($1, $2, $3)",
        [(new_id(), row["person_id"], row["role"]) for row in roles],
    )
    scopes = await connection.fetch(
        "SELECT person_id, scope_id FROM wanted_scope "
        "EXCEPT SELECT person_id, scope_id FROM scope_membership WHERE revoked_at IS NULL"
    )
    await _grant(connection, scopes)


async def _show_new_scopes(connection: "asyncpg.Connection[Any]") -> None:
    """Who sees everything sees what has just been added, too."""
    scopes = await connection.fetch(
        "SELECT person.id AS person_id, scope.id AS scope_id FROM person CROSS JOIN scope "
        "WHERE person.sees_everything "
        "EXCEPT SELECT person_id, scope_id FROM scope_membership WHERE revoked_at IS NULL"
    )
    await _grant(connection, scopes)


async def _grant(
    connection: "asyncpg.Connection[Any]", scopes: Sequence[Mapping[str, Any]]
) -> None:
    await connection.executemany(
        "INSERT INTO scope_membership (id, person_id, scope_id, granted_at) "
        "VALUES ($1, $2, $3, current_setting('lockstep.now')::timestamptz)",
        [(new_id(), row["person_id"], row["scope_id"]) for row in scopes],
    )


async def _forget_stock_that_is_gone(loading: Loading) -> None:
    """The file is a snapshot of each site that it names."""
    await loading.connection.execute(
        """
        DELETE FROM stock USING site
        WHERE site.id = stock.site_id AND site.code IN (SELECT site_code FROM staged_stock)
          AND NOT EXISTS (
            SELECT 1 FROM staged_stock AS row JOIN item ON item.code = row.item_code
            WHERE item.id = stock.item_id AND row.site_code = site.code AND row.lot_code = stock.lot_code)
        """
    )


async def _store_plan(loading: Loading, actor_id: UUID | None) -> Upserted:
    """Where the staged plan of a site differs from the one that stands, it becomes the next revision."""
    connection = loading.connection
    await connection.execute(
        """
        CREATE TEMPORARY TABLE wanted_plan ON COMMIT DROP AS
        SELECT row._id AS id, site.id AS site_id, item.id AS item_id, source.id AS source_site_id,
               other.id AS alternate_id, row.reference, row.quantity, row.start_on, row."on"
        FROM staged_plan_line AS row JOIN site ON site.code = row.site_code
        JOIN item ON item.code = row.item_code LEFT JOIN site AS source ON source.code = row.source_site_code
        LEFT JOIN alternate AS other ON other.code = row.alternate_code;
        CREATE TEMPORARY TABLE same_plan ON COMMIT DROP AS
        SELECT old.id AS old_id, new.id AS new_id FROM plan_line AS old JOIN wanted_plan AS new
        ON old.site_id = new.site_id AND old.reference = new.reference
        WHERE old.to_number IS NULL AND (old.item_id, old.source_site_id, old.alternate_id, old.quantity, old.start_on,
                                       old."on")
          IS NOT DISTINCT FROM (new.item_id, new.source_site_id, new.alternate_id, new.quantity, new.start_on,
                                new."on");
        CREATE TEMPORARY TABLE next_plan ON COMMIT DROP AS
        SELECT site_id, COALESCE((SELECT max(number) FROM plan_revision AS earlier
                                  WHERE earlier.site_id = named.site_id), 0) + 1 AS number
        FROM (SELECT DISTINCT site_id FROM wanted_plan) AS named
        WHERE EXISTS (SELECT 1 FROM wanted_plan AS new WHERE new.site_id = named.site_id
                      AND new.id NOT IN (SELECT new_id FROM same_plan))
           OR EXISTS (SELECT 1 FROM plan_line AS old WHERE old.site_id = named.site_id
                      AND old.to_number IS NULL AND old.id NOT IN (SELECT old_id FROM same_plan));
        """
    )
    revisions = await connection.fetch("SELECT site_id, number FROM next_plan")
    await _add_revisions(
        connection, [(row["site_id"], row["number"]) for row in revisions], actor_id
    )
    await connection.execute(
        """
        CREATE TEMPORARY TABLE known_line ON COMMIT DROP AS
        SELECT DISTINCT ON (site_id, reference) site_id, reference, line_id FROM plan_line
        WHERE to_number IS NULL ORDER BY site_id, reference, line_id;
        UPDATE plan_line AS old SET to_number = next_plan.number FROM next_plan
        WHERE old.site_id = next_plan.site_id AND old.to_number IS NULL
          AND old.id NOT IN (SELECT old_id FROM same_plan);
        """
    )
    added = await connection.execute(
        """
        INSERT INTO plan_line (id, line_id, site_id, item_id, source_site_id, alternate_id, reference,
                               quantity, start_on, "on", from_number)
        SELECT new.id, COALESCE(known.line_id, new.id), new.site_id, new.item_id, new.source_site_id,
               new.alternate_id, new.reference, new.quantity, new.start_on, new."on", next_plan.number
        FROM wanted_plan AS new JOIN next_plan USING (site_id)
        LEFT JOIN known_line AS known ON known.site_id = new.site_id AND known.reference = new.reference
        WHERE new.id NOT IN (SELECT new_id FROM same_plan)
        """
    )
    return Upserted(row_count(added), 0)


async def _begin_missing_plans(connection: "asyncpg.Connection[Any]") -> None:
    """Every site has a plan, be it an empty one: a decision names the revision it was made on."""
    rows = await connection.fetch(
        "SELECT id FROM site WHERE NOT EXISTS "
        "(SELECT 1 FROM plan_revision AS revision WHERE revision.site_id = site.id)"
    )
    await _add_revisions(connection, [(row["id"], 1) for row in rows], None)


async def _add_revisions(
    connection: "asyncpg.Connection[Any]",
    numbers: Sequence[tuple[UUID, int]],
    actor_id: UUID | None,
) -> None:
    await connection.executemany(
        "INSERT INTO plan_revision (id, site_id, number, revised_at, revised_by, note) "
        "VALUES ($1, $2, $3, current_setting('lockstep.now')::timestamptz, $4, '')",
        [(new_id(), site_id, number, actor_id) for site_id, number in numbers],
    )


_BEFORE = {"site": _store_site_scopes}
_INSTEAD = {"company": _store_company, "plan_line": _store_plan}
_AFTER = {"person": _store_roles_and_scopes, "stock": _forget_stock_that_is_gone}
