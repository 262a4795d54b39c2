"""The `lockstep` command: a table of subcommands, each a module with `add_arguments` and `run`.

A subcommand's module is imported only when it is asked for, so that a small one starts at once.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

# name → (module, what it does); the order is the order of `lockstep --help`.
COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("backend.cli.run", "start everything: database, Redis, web and worker"),
    "stop": ("backend.cli.stop", "end what `run` started"),
    "reset": ("backend.cli.reset", "remove the data folder"),
    "release": ("backend.cli.release", "migrate the database and grant rights"),
    "web": ("backend.cli.web", "answer people, phones and partners"),
    "worker": ("backend.cli.worker", "relay the outbox, react, keep the timetable"),
    "outbox": (
        "backend.cli.outbox",
        "show what waits and what died; --replay puts it back to work, --resume goes on after a restore",
    ),
    "backup": (
        "backend.cli.backup",
        "write the database into a file, or --verify that one comes back",
    ),
    "restore": ("backend.cli.restore", "bring a backup back"),
    "create-admin": ("backend.cli.create_admin", "let the first person in"),
    "token": ("backend.cli.token", "make, list and revoke a person's API tokens"),
    "webhook": (
        "backend.cli.webhook",
        "tell other systems what happens, and see what they were told",
    ),
    "mail": ("backend.cli.mail", "set mail up, see what was sent, take in what came back"),
    "import": ("backend.cli.import_tables", "bring a company's own data in, or write templates"),
    "demo": ("backend.cli.demo", "fill an empty company with the demo company"),
    "forecast": (
        "backend.cli.forecast",
        "forecast a folder of series, or score the forecast on its own last periods",
    ),
    "plan": (
        "backend.cli.plan",
        "plan a case from a file or folder, and print plan, promises and reasons",
    ),
    "docs": ("backend.cli.docs", "write the pages of docs/ that are made from the code"),
}


class Subcommand(Protocol):
    """The shape of a module in this folder."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, arguments: argparse.Namespace) -> int: ...


def load(name: str) -> Subcommand:
    return cast("Subcommand", importlib.import_module(COMMANDS[name][0]))


def main(words: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit status."""
    given = list(sys.argv[1:] if words is None else words)
    parser = argparse.ArgumentParser(prog="lockstep", description="Demand changes that keep step.")
    choices = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (_module, meaning) in COMMANDS.items():
        below = choices.add_parser(
            name, help=meaning, description=meaning[:1].upper() + meaning[1:] + "."
        )
        if given[:1] == [name]:
            load(name).add_arguments(below)
    arguments = parser.parse_args(given)
    from backend.settings import SettingError

    try:
        return load(arguments.command).run(arguments)
    except SettingError as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
