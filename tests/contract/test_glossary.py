"""Commands and events speak with the words of docs/glossary.md."""

import importlib
import importlib.util
import inspect
import pkgutil
import re
from pathlib import Path

import backend

PROJECT = Path(__file__).resolve().parents[2]
# Words of the language, not of the trade.
PLAIN_WORDS = {
    "a", "all", "an", "and", "as", "at", "away", "back", "by", "for", "from", "in", "is", "of", "old", "on", "or", "out",
    "the", "to", "up", "was", "with",
}  # fmt: skip


def spoken_names() -> dict[str, str]:
    """Every command and event class, and where it stands."""
    found: dict[str, str] = {}
    for package in pkgutil.iter_modules(backend.__path__):
        for part in ("commands", "events"):
            name = f"backend.{package.name}.{part}"
            if importlib.util.find_spec(f"backend.{package.name}") is None or not package.ispkg:
                continue
            if importlib.util.find_spec(name) is None:
                continue
            module = importlib.import_module(name)
            for each, kind in inspect.getmembers(module, inspect.isclass):
                if kind.__module__ == name:
                    found[each] = name
    return found


def test_every_word_of_a_command_or_event_is_in_the_glossary() -> None:
    glossary = (PROJECT / "docs" / "glossary.md").read_text(encoding="utf-8").lower()
    known = set(re.findall(r"[a-z]+", glossary)) | PLAIN_WORDS
    unknown = {
        f"{place}.{name}": missing
        for name, place in spoken_names().items()
        if (missing := sorted(words(name) - known))
    }
    assert unknown == {}


def test_no_name_uses_a_word_that_the_glossary_replaces() -> None:
    replaced = {
        "sku",
        "qty",
        "plant",
        "schedule",
        "mutation",
        "atp",
        "metric",
        "widget",
        "stat",
        "suggestion",
    }
    assert {name for name in spoken_names() if words(name) & replaced} == set()


def words(name: str) -> set[str]:
    return {
        each.lower()
        for each in re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+", name.replace("KPIs", "Kpis"))
    }
