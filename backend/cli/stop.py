"""`lockstep stop`: ends what `lockstep run` started with this data folder, and what a killed run left."""

import argparse

from backend.launch.leftovers import stop_running
from backend.launch.progress import Progress
from backend.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the data folder says what runs."""


def run(_arguments: argparse.Namespace) -> int:
    progress = Progress()
    if not stop_running(Settings.from_environment(), progress):
        progress.say("Lockstep was not running.")
    return 0
