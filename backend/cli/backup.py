"""`lockstep backup`: writes the database into a file, or tries out whether a file brings it back."""

import argparse
import asyncio
import sys
import time
from pathlib import Path

from backend.launch.backup import BackupError, write_backup
from backend.launch.leftovers import AlreadyRunningError
from backend.launch.places import ServersCannotStartError
from backend.launch.postgres_tools import ToolFailedError, ToolMissingError
from backend.launch.progress import Progress
from backend.launch.release import MigrationFailedError
from backend.launch.restore import verify_backup
from backend.launch.servers import servers_at_hand
from backend.settings import Settings

FAILURES = (
    AlreadyRunningError,
    BackupError,
    MigrationFailedError,
    ServersCannotStartError,
    ToolFailedError,
    ToolMissingError,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="FILE", help="where the backup lies or shall lie"
    )
    parser.add_argument(
        "--verify",
        action="store_true",
        help="restore FILE into a database made for it, compare the rows, and remove that again",
    )


def run(arguments: argparse.Namespace) -> int:
    file = arguments.file.absolute()
    progress = Progress()
    begun = time.monotonic()
    try:
        with servers_at_hand(Settings.from_environment(), progress) as settings:
            if arguments.verify:
                counts = asyncio.run(verify_backup(settings, file, progress))
                print(f"{file} brings back {sum(counts.values()):,} rows in {len(counts)} tables.")
                return 0
            manifest = asyncio.run(write_backup(settings, file, progress))
    except FAILURES as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return 1
    seconds = time.monotonic() - begun
    print(
        f"{file}: {sum(manifest.tables.values()):,} rows, {manifest.size / 1e6:.1f} MB, {seconds:.1f} s"
    )
    return 0
