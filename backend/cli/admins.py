"""What commands that act in a person's name have in common: who that is, and a refusal as a sentence."""

import argparse
import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import Any

from backend.launch.servers import servers_at_hand
from backend.settings import Settings
from shared.problem import ProblemError
from shared.text import text


def admin_action(
    below: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, meaning: str
) -> argparse.ArgumentParser:
    """Add an action that is done in an admin's name."""
    found = below.add_parser(name, help=meaning)
    found.add_argument(
        "--as", dest="admin", required=True, metavar="EMAIL", help="the admin who does it"
    )
    return found


def told_in_words(given: Settings, act: Callable[[Settings], Coroutine[Any, Any, None]]) -> int:
    """Act with the servers at hand; a refusal is printed in the company's language and ends with 1."""
    with servers_at_hand(given) as settings:
        try:
            asyncio.run(act(settings))
        except ProblemError as error:
            print(text(settings.language, error.text_key, **error.facts), file=sys.stderr)
            return 1
    return 0
