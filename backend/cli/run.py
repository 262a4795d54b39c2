"""`lockstep run`: database, Redis, migrations, demo company, web and worker, in the foreground."""

import argparse
import os
import sys
from dataclasses import replace

from backend.cli import COMMANDS
from backend.cli.root_rule import add_root_option, check_root
from backend.launch.leftovers import AlreadyRunningError
from backend.launch.places import ServersCannotStartError
from backend.launch.progress import Progress
from backend.launch.supervisor import CannotRunError, Supervisor
from backend.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root_option(parser)


def run(arguments: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if "LOCKSTEP_DEMO" not in os.environ:
        # Somebody who tries Lockstep out on this machine wants to see it at work.
        settings = replace(settings, is_demo=settings.is_loopback)
    if not check_root(arguments, settings):
        return 2
    try:
        return Supervisor(settings, Progress(), has_demo="demo" in COMMANDS).run()
    except (AlreadyRunningError, CannotRunError, ServersCannotStartError) as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return 1
