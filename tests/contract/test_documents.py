"""What the documents name exists, and what exists is documented."""

import re
from pathlib import Path

import pytest

from backend.cli import COMMANDS
from backend.settings import Settings
from backend.sync.entities import ENTITIES
from backend.sync.operations import OP_KINDS

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted(
    each
    for each in (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md"))
    if each.name != "CHANGELOG.md"
)
TARGETS = set(
    re.findall(
        r"^([a-z][a-z-]*):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE
    )
)
CODE = re.compile(r"`([^`\n]+)`|```[a-z]*\n(.*?)```", re.DOTALL)


def commands_in(document: Path) -> list[str]:
    """What stands in code type, a line each."""
    found: list[str] = []
    for short, long in CODE.findall(document.read_text(encoding="utf-8")):
        found += [line.strip() for line in (short or long).splitlines()]
    return found


def named(document: Path) -> str:
    return str(document.relative_to(PROJECT))


def test_every_setting_is_in_the_manual_and_every_setting_in_the_manual_exists() -> None:
    manual = (PROJECT / "docs" / "running.md").read_text(encoding="utf-8")
    table = manual.split("## Settings")[1].split("\n## ")[0]
    documented = {
        name: meaning.strip()
        for name, meaning in re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", table, re.MULTILINE)
    }
    assert documented == Settings.variables()


def test_the_protocol_page_lists_every_entity_with_the_columns_that_travel() -> None:
    page = (PROJECT / "docs" / "sync-protocol.md").read_text(encoding="utf-8")
    table = page.split("### Entities")[1].split("\n## ")[0]
    documented = {
        name: tuple(re.sub(r" \([^)]*\)", "", columns).split(", "))
        for name, columns in re.findall(r"^\| `(\w+)` \| (.*?) \|", table, re.MULTILINE)
    }
    assert documented == {each.name: each.columns for each in ENTITIES}


def test_the_protocol_page_lists_every_kind_of_op() -> None:
    page = (PROJECT / "docs" / "sync-protocol.md").read_text(encoding="utf-8")
    table = page.split("| kind | `id` is | args |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)` ", table, re.MULTILINE)) == set(OP_KINDS)


def test_no_module_reads_the_environment_past_the_settings() -> None:
    allowed = {"backend/settings.py", "backend/launch", "backend/cli/run.py", "bench", "tests"}
    readers = [
        named(each)
        for folder in ("backend", "frontend", "shared")
        for each in (PROJECT / folder).rglob("*.py")
        if re.search(r"os\.(environ|getenv)", each.read_text(encoding="utf-8"))
    ]
    assert [each for each in readers if not each.startswith(tuple(allowed))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_in_a_document_exists(document: Path) -> None:
    for line in commands_in(document):
        for target in re.findall(r"\bmake ((?:[a-z][a-z-]*\b ?)+)", line):
            for word in target.split():
                assert word in TARGETS, f"make {word} in {named(document)}"
        for command in re.findall(r"\blockstep ([a-z][a-z-]+)", line):
            assert command in COMMANDS, f"lockstep {command} in {named(document)}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not target.startswith("mailto:"):
            assert (document.parent / target).exists(), f"{target} in {named(document)}"


def test_every_subcommand_can_be_loaded_and_describes_itself() -> None:
    import argparse

    from backend.cli import load

    for name in COMMANDS:
        parser = argparse.ArgumentParser(prog=name)
        load(name).add_arguments(parser)
        assert callable(load(name).run)


def test_the_procfile_names_our_own_commands() -> None:
    lines = (PROJECT / "Procfile").read_text(encoding="utf-8").splitlines()
    assert dict(line.split(": ", 1) for line in lines) == {
        "release": "lockstep release",
        "web": "lockstep web",
        "worker": "lockstep worker",
    }
    assert {"release", "web", "worker"} <= COMMANDS.keys()


def test_every_decision_has_the_four_parts() -> None:
    for decision in sorted((PROJECT / "docs" / "adr").glob("*.md")):
        headings = re.findall(r"^## (.+)$", decision.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings[:4] == ["Context", "Decision", "Consequences", "Alternatives"], (
            decision.name
        )


def test_every_decision_has_a_number_of_its_own() -> None:
    decisions = sorted((PROJECT / "docs" / "adr").glob("[0-9]*.md"))
    numbers = [int(each.name[:4]) for each in decisions]
    assert len(set(numbers)) == len(numbers)
    for number, each in zip(numbers, decisions, strict=True):
        assert each.read_text(encoding="utf-8").startswith(f"# {number}. "), each.name


def test_the_generated_pages_are_current() -> None:
    from backend.cli.docs import pages

    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"run `make docs` for {path.name}"


def test_the_browser_modules_know_the_present_schemas() -> None:
    from shared.contract import MODULE, module_text

    assert MODULE.read_text(encoding="utf-8") == module_text(), "run `make contract`"
