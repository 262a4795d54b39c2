"""Rows as they were, to be put back exactly: an image is the row as JSON text, in PostgreSQL's own spelling.

`ver` and `sync_xid` are left out: a row that is put back is a new version of itself to every phone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from backend.kit.sql import fetch

Images = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Turned:
    """What has become of a row: its image before (None where it is new) and after."""

    before: str | None
    after: str


async def images_of(table: str, ids: Iterable[UUID], *, but: Sequence[str] = ()) -> dict[UUID, str]:
    """The images of the rows of a table that are there, without the columns of `but`."""
    rows = await fetch(
        f"SELECT id, (to_jsonb(one) - 'ver' - 'sync_xid' - $2::text[])::text AS image FROM {table} AS one "  # noqa: S608 -- a table of ours, never a word from outside
        "WHERE id = ANY($1::uuid[])",
        list(ids),
        list(but),
    )
    return {row["id"]: row["image"] for row in rows}


def turned(before: Images, after: Images) -> dict[UUID, Turned]:
    """The rows that have been altered or added between two looks."""
    return {
        row_id: Turned(before.get(row_id), image)
        for row_id, image in after.items()
        if before.get(row_id) != image
    }


async def hold_rows(table: str, ids: Iterable[UUID]) -> None:
    """Hold rows until the transaction ends; always in the same order."""
    await fetch(
        f"SELECT id FROM {table} WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE",  # noqa: S608 -- a table of ours
        list(ids),
    )


async def are_untouched(
    table: str, rows: Mapping[UUID, Turned], *, but: Sequence[str] = ()
) -> bool:
    """Whether rows are still as they had become, whatever the columns of `but` hold."""
    now = await images_of(table, rows, but=but)
    return all(now.get(row_id) == each.after for row_id, each in rows.items())


async def put_back(table: str, row_id: UUID, image: str) -> None:
    """Make a row what it was."""
    columns = ", ".join(f'"{name}"' for name in msgspec.json.decode(image, type=dict[str, object]))
    await fetch(
        f"UPDATE {table} AS one SET ({columns}) = "  # noqa: S608 -- a table and columns of ours
        f"(SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $1::text::jsonb)) WHERE one.id = $2",
        image,
        row_id,
    )
