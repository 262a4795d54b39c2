"""`lockstep release`: brings the database to this version; run before web and worker start."""

import argparse
import asyncio
import sys

from backend.launch.progress import Progress
from backend.launch.release import MigrationFailedError, release
from backend.launch.servers import servers_at_hand
from backend.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the database is the settings'."""


def run(_arguments: argparse.Namespace) -> int:
    progress = Progress()
    with servers_at_hand(Settings.from_environment(), progress) as settings:
        try:
            asyncio.run(release(settings, progress))
        except MigrationFailedError as error:
            print(f"lockstep: {error}", file=sys.stderr)
            return 1
    return 0
