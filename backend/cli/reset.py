"""`lockstep reset`: removes the data folder, after asking."""

import argparse
import sys

from backend.launch.leftovers import stop_running
from backend.launch.places import remove_all
from backend.launch.progress import Progress
from backend.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if not settings.home.exists():
        print(f"There is no {settings.home}.", file=sys.stderr)
        return 0
    if not arguments.force:
        print(
            f"This removes {settings.home}: database, keys and logs. Type yes to go on: ",
            end="",
            flush=True,
        )
        if sys.stdin.readline().strip() != "yes":
            print("Nothing was removed.")
            return 1
    progress = Progress()
    stop_running(settings, progress)
    with progress.step(f"Removing {settings.home}"):
        remove_all(settings.home)
    return 0
