"""`lockstep worker`: the process that relays the outbox, reacts and keeps the timetable."""

import argparse
import os
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose: the settings say it all."""


def run(_arguments: argparse.Namespace) -> int:
    os.execv(sys.executable, [sys.executable, "-m", "backend.worker"])
