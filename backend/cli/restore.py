"""`lockstep restore`: brings a backup back, migrates it forward, and holds the outbox until a person has looked."""

import argparse
import asyncio
import sys
from pathlib import Path

from backend.cli.backup import FAILURES
from backend.kit.engine import database_name
from backend.launch.progress import Progress
from backend.launch.restore import restore_backup
from backend.launch.servers import servers_at_hand
from backend.settings import Settings

NEXT = """Everybody signs in again, and phones send again what the backup does not know. The outbox is paused: look at it
with `lockstep outbox`, then let it go on with `lockstep outbox --resume`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="what `lockstep backup` has written"
    )
    parser.add_argument(
        "--replace", action="store_true", help="empty the database first, after asking"
    )
    parser.add_argument("--force", action="store_true", help="with --replace: do not ask")


def run(arguments: argparse.Namespace) -> int:
    file = arguments.file.absolute()
    progress = Progress()
    try:
        with servers_at_hand(Settings.from_environment(), progress) as settings:
            if arguments.replace and not arguments.force and not _agrees(settings):
                print("Nothing was changed.")
                return 1
            counts = asyncio.run(
                restore_backup(settings, file, progress, is_replacing=arguments.replace)
            )
    except FAILURES as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return 1
    print(f"{sum(counts.values()):,} rows in {len(counts)} tables are back.\n{NEXT}")
    return 0


def _agrees(settings: Settings) -> bool:
    print(
        f"This removes all that the database {database_name(settings.database_owner_url)} holds now. "
        "Type yes to go on: ",
        end="",
        flush=True,
    )
    return sys.stdin.readline().strip() == "yes"
