"""`lockstep docs`: writes the pages of docs/ that are made from the code, so that they cannot lag behind it."""

import argparse
import inspect
from datetime import timedelta
from pathlib import Path

from backend.cli.api_page import api_page
from backend.flow import FLOW, TIMETABLE
from backend.intake.document import format_page
from backend.settings import PROJECT

API_PAGE = PROJECT / "docs" / "api.md"
FLOW_PAGE = PROJECT / "docs" / "flow.md"
FORMAT_PAGE = PROJECT / "docs" / "import-format.md"
HEAD = """# What happens, and what happens next

Made by `make docs` from `backend/flow.py`; a test fails when it is not current. One command is one transaction: its rows, its
audit line and the messages that wake its reactions commit together or not at all. Reactions may run twice and do not mind.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose."""


def run(_arguments: argparse.Namespace) -> int:
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    return 0


def pages() -> dict[Path, str]:
    """Every generated page and its present text."""
    return {API_PAGE: api_page(), FLOW_PAGE: flow_page(), FORMAT_PAGE: format_page()}


def flow_page() -> str:
    commands = [
        f"| `{command.__name__}` | {_area(command)} | {_first_sentence(command)} |"
        for command in FLOW.handlers
    ]
    events = [
        f"| `{event.__name__}` | {_area(event)} | {_reactions(event)} |" for event in FLOW.reactions
    ]
    times = [f"| `{command.__name__}` | {_every(every)} |" for command, every in TIMETABLE.items()]
    timetable = (
        ["\n## On the timetable\n", "| command | every |", "|---|---|", *times] if times else []
    )
    return "\n".join(
        [
            HEAD,
            "## What may be asked\n", "| command | slice | what it asks |", "|---|---|---|", *commands,
            "\n## What has happened, and what that wakes\n", "| event | slice | reactions |", "|---|---|---|", *events,
            *timetable, "",
        ]
    )  # fmt: skip


def _reactions(event: type) -> str:
    named = [
        f"`{each.name}`" + (" (outside the transaction)" if each.is_outside else "")
        for each in FLOW.reactions[event]
    ]
    return ", ".join(named) or "live screens only"


def _area(kind: type) -> str:
    return kind.__module__.split(".")[1]


def _first_sentence(kind: type) -> str:
    said = (inspect.getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    return said.replace("|", "\\|")


def _every(every: timedelta) -> str:
    minutes = every.total_seconds() / 60
    return f"{minutes:g} min" if minutes < 60 else f"{minutes / 60:g} h"  # noqa: PLR2004 - minutes in an hour
