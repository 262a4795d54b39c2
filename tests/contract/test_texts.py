"""The catalogue: every key that is used exists in all three languages, none is idle, variables agree."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import ast as fluent
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from shared.terms import Language
from shared.text import LANGUAGES, TEXTS, _bundle, text

PROJECT = Path(__file__).resolve().parents[2]
CODE = ("backend", "frontend", "shared")
KEY = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
# The beginning of a key that a code from data completes: `f"error-{code}"`, `say_code("reason", …)`.
FAMILY_CALLS = {"say_code"}


def messages(language: str) -> dict[str, fluent.Message]:
    found: dict[str, fluent.Message] = {}
    for path in sorted((TEXTS / language).glob("*.ftl")):
        for entry in parse(path.read_text(encoding="utf-8")).body:
            if isinstance(entry, fluent.Message):
                assert entry.id.name not in found, f"{path.name} says {entry.id.name} twice"
                found[entry.id.name] = entry
    return found


class Variables(Visitor):
    """Facts that are shown, and facts that only choose a plural form."""

    def __init__(self) -> None:
        self.shown: set[str] = set()
        self.choosing: set[str] = set()

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 -- the visitor's rule
        self.shown.add(node.id.name)

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:  # noqa: N802 -- the visitor's rule
        if isinstance(node.selector, fluent.VariableReference):
            self.choosing.add(node.selector.id.name)
        for variant in node.variants:
            self.visit(variant)


def variables(message: fluent.Message) -> Variables:
    visitor = Variables()
    visitor.visit(message)
    return visitor


def python_strings() -> Iterator[tuple[str, bool]]:
    """Every text in our Python, and whether it is only the beginning of a key."""
    for folder in CODE:
        for path in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    first = node.values[0]
                    if isinstance(first, ast.Constant) and str(first.value).endswith("-"):
                        yield str(first.value), True
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value, False
                elif isinstance(node, ast.Call) and _name(node.func) in FAMILY_CALLS:
                    for family in _constants(node.args[0]):
                        yield f"{family}-", True


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _constants(node: ast.expr) -> Iterator[str]:
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def script_strings() -> Iterator[tuple[str, bool]]:
    """Every text in our scripts: quoted ones, and the beginnings of templates."""
    for path in (PROJECT / "frontend" / "static").rglob("*.js"):
        if "vendor" in path.parts:
            continue
        written = path.read_text(encoding="utf-8")
        for match in re.finditer(r"[\"'`]([a-z]+(?:-[a-z0-9]+)*-)\$\{", written):
            yield match[1], True
        for match in re.finditer(r"[\"'`]([a-z]+(?:-[a-z0-9]+)+)[\"'`]", written):
            yield match[1], False


def said() -> tuple[set[str], set[str]]:
    exact: set[str] = set()
    beginnings: set[str] = set()
    for written, is_beginning in (*python_strings(), *script_strings()):
        (beginnings if is_beginning else exact).add(written)
    return exact, beginnings


def keys_asked_for() -> Iterator[tuple[str, str]]:
    """Keys handed straight to `text(…)` or `say(…)`, with where."""
    yield from keys_asked_for_in_python()
    yield from keys_asked_for_in_scripts()


def keys_asked_for_in_python() -> Iterator[tuple[str, str]]:
    for folder in CODE:
        for path in (PROJECT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = _name(node.func)
                place = {"say": 0, "text": 1}.get(name)
                if place is None or len(node.args) <= place:
                    continue
                # What a lock screen says is asked for without the name of its area.
                area = "push-" if name == "say" and path.parent.name == "push" else ""
                for key in _constants(node.args[place]):
                    if KEY.fullmatch(key):
                        yield f"{area}{key}", path.name


def keys_asked_for_in_scripts() -> Iterator[tuple[str, str]]:
    for path in (PROJECT / "frontend" / "static").rglob("*.js"):
        if "vendor" not in path.parts:
            for match in re.finditer(
                r"\btext\(\s*\"([a-z0-9-]+)\"", path.read_text(encoding="utf-8")
            ):
                yield match[1], path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_read(language: str) -> None:
    junk = [
        entry.content
        for path in (TEXTS / language).glob("*.ftl")
        for entry in parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, fluent.Junk)
    ]
    assert junk == []


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_language_says_the_same_things(language: str) -> None:
    assert messages(language).keys() == messages("en").keys()


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_language_uses_the_same_facts(language: str) -> None:
    english, other = messages("en"), messages(language)
    differing = {}
    for key in english.keys() & other.keys():
        ours, theirs = variables(english[key]), variables(other[key])
        known = ours.shown | ours.choosing
        if ours.shown != theirs.shown or not theirs.choosing <= known:
            differing[key] = (ours.shown ^ theirs.shown, theirs.choosing - known)
    assert differing == {}


def test_every_key_that_is_asked_for_exists() -> None:
    known = messages("en").keys()
    assert sorted({(key, where) for key, where in keys_asked_for() if key not in known}) == []


def test_no_key_is_idle() -> None:
    exact, beginnings = said()
    idle = [
        key
        for key in messages("en")
        if key not in exact and not any(key.startswith(beginning) for beginning in beginnings)
    ]
    assert idle == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_kebab_case_and_begins_with_its_area(language: str) -> None:
    astray = [
        (path.name, entry.id.name)
        for path in (TEXTS / language).glob("*.ftl")
        for entry in parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, fluent.Message) and not KEY.fullmatch(entry.id.name)
    ]
    assert astray == []


def test_russian_counts_in_three_forms() -> None:
    assert [text("ru", "decisions-title", count=count) for count in (1, 3, 5, 21)] == [
        "Вас ждёт 1 решение",
        "Вас ждут 3 решения",
        "Вас ждут 5 решений",
        "Вас ждёт 21 решение",
    ]


def test_a_number_in_a_sentence_is_written_as_on_the_screens() -> None:
    assert text("en", "units-days", count=2400) == "2\u00a0400\u00a0days"


def test_a_language_by_its_member_reads_no_catalogue_of_its_own() -> None:
    known = {language: _bundle(language) for language in LANGUAGES}
    assert {each.value: _bundle(each) for each in Language} == known
