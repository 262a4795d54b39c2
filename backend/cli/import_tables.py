"""`lockstep import`: brings a company's own data in, or the public sample, or writes empty templates."""

import argparse
import asyncio
import resource
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import asyncpg

from backend.assembly import Company, company_of
from backend.cli.import_progress import ImportProgress
from backend.connectors import registry
from backend.connectors.table_import.upload import (
    DONE,
    HELD_BY_ANOTHER,
    MOST_MEMORY,
    MOST_SECONDS,
)
from backend.intake import records
from backend.intake.errors import ImportRefusedError
from backend.intake.handlers import Loaded
from backend.intake.runner import Import, carry_out, staged_here, start_run
from backend.intake.staging import Sheet
from backend.intake.templates import write_templates
from backend.kit.engine import connection_arguments
from backend.launch.servers import servers_at_hand
from backend.settings import Settings
from shared.schemas.intake import BadCell
from shared.text import text

REFUSED = 1
WRONG_USE = 2
SHOWN_BAD_CELLS = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "source",
        nargs="*",
        help="a folder of CSV files, a ZIP of them, a CSV file or a workbook; or `adventureworks FOLDER`",
    )
    parser.add_argument("--skip-bad", action="store_true", help="leave bad rows out, and list them")
    parser.add_argument(
        "--template", type=Path, metavar="DIR", help="write empty templates into DIR"
    )
    parser.add_argument(
        "--as-of",
        type=date.fromisoformat,
        metavar="DATE",
        help="adventureworks: the day that becomes today",
    )
    # The worker's own: carry out an upload that is on record already.
    parser.add_argument("--run", type=UUID, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    language = Settings.from_environment().language
    if arguments.template is not None:
        write_templates(arguments.template)
        print(text(language, "intake-templates-written", folder=arguments.template))
        return 0
    sample = arguments.source[:1] == [registry.ADVENTUREWORKS]
    paths = arguments.source[1:] if sample else arguments.source
    if len(paths) != 1 or (sample and arguments.as_of is None):
        print(
            "lockstep import PATH, or lockstep import adventureworks FOLDER --as-of 2014-03-31",
            file=sys.stderr,
        )
        return WRONG_USE
    path = Path(paths[0])
    if not path.exists():
        print(f"lockstep: there is no {path}", file=sys.stderr)
        return WRONG_USE
    with servers_at_hand(Settings.from_environment()) as settings:
        if arguments.run is not None:
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
            return asyncio.run(_carry_out_upload(settings, path, arguments.run))
        return asyncio.run(_import(settings, path, arguments, is_sample=sample))


async def _import(
    settings: Settings, path: Path, arguments: argparse.Namespace, *, is_sample: bool
) -> int:
    company = company_of(settings, application="import")
    async with company.running():
        today = company.clock.now().date()
        sheets: Iterator[Sheet] = (
            registry.adventureworks_sheets(path, arguments.as_of, today)
            if is_sample
            else registry.table_sheets(path)
        )
        run_id = await start_run(company.dispatcher, path.name)
        wanted = Import(run_id, path.name, skips_bad=arguments.skip_bad)
        try:
            with ImportProgress() as said:
                loaded = await carry_out(company.dispatcher, wanted, staged_here(sheets), said)
        except ImportRefusedError as error:
            _list(settings.language, error.bad_cells, error.bad_count)
            print(text(settings.language, error.text_key, count=error.bad_count), file=sys.stderr)
            return REFUSED
    _tell(settings.language, loaded)
    return 0


async def _carry_out_upload(settings: Settings, path: Path, run_id: UUID) -> int:
    """Do what is on record, unless it has been done or another process is doing it."""
    company = company_of(settings, application="import")
    async with company.running():
        keeper = await asyncpg.connect(**connection_arguments(settings.database_url))
        try:
            # Held by the connection: a killed import lets go of it.
            if not await keeper.fetchval("SELECT pg_try_advisory_lock($1)", run_id.int >> 65):
                return HELD_BY_ANOTHER
            await _work_on_record(company, path, run_id)
        finally:
            await keeper.close()
    return DONE


async def _work_on_record(company: Company, path: Path, run_id: UUID) -> None:
    order = await records.order_of(run_id)
    if order is None:
        return
    wanted = Import(run_id, order.file_name, actor_id=order.started_by, skips_bad=order.skips_bad)
    sheets = registry.table_sheets(path, order.file_name)
    try:
        await carry_out(company.dispatcher, wanted, staged_here(sheets))
    except ImportRefusedError:
        return  # The record says what was wrong; the page shows it.


def _list(language: str, cells: list[BadCell], count: int) -> None:
    for cell in cells[:SHOWN_BAD_CELLS]:
        print(line_of(language, cell))
    if count > min(len(cells), SHOWN_BAD_CELLS):
        print(text(language, "intake-more", count=count - min(len(cells), SHOWN_BAD_CELLS)))


def line_of(language: str, cell: BadCell) -> str:
    """One refused cell in a sentence."""
    what = text(language, f"intake-{cell.code.replace('_', '-')}", **cell.facts)
    if not cell.line:
        return text(language, "intake-line-of-file", file=cell.file, what=what)
    return text(
        language, "intake-line", file=cell.file, line=str(cell.line), column=cell.column,
        value=cell.value, what=what,
    )  # fmt: skip


def _tell(language: str, loaded: Loaded) -> None:
    if loaded.skipped_count:
        _list(language, loaded.bad_cells, loaded.bad_count)
        print(text(language, "intake-left-out", count=loaded.skipped_count))
    if not loaded.added_count and not loaded.changed_count:
        print(text(language, "intake-nothing-new"))
        return
    print(text(language, "intake-added", count=loaded.added_count))
    if loaded.changed_count:
        print(text(language, "intake-changed", count=loaded.changed_count))
