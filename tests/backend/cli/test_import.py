"""Importing from the terminal, and the demo company: what is said, and what is left behind."""

import asyncio
import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.assembly import company_of
from backend.cli import main
from backend.cli.demo import SIGN_IN_FILE
from backend.cli.demo_worked import FOLLOWED, first
from backend.identity.queries import viewer_for
from backend.intake.format import ENTITIES
from backend.intake.queries import person_named
from backend.kit.sql import fetch
from backend.outbox.relay import drain
from backend.proposal.queries.proposals import proposal_for, proposals_waiting_for
from backend.settings import Settings
from backend.worker import OutboxWorker
from tests.tables import small_tables, write_folder

PASSWORD = re.compile(r"[a-z]{4}(-[a-z]{4}){3}")

ROWS = sum(len(rows) for rows in small_tables().values())

Saying = Callable[..., tuple[int, str, str]]


@pytest.fixture
def lockstep(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Saying:
    """The command, on this test's database and a home of its own: its status and what it said."""
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setenv("DATABASE_OWNER_URL", settings.database_owner_url)
    monkeypatch.setenv("LOCKSTEP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOCKSTEP_DEMO", "1")

    def run(*words: str) -> tuple[int, str, str]:
        status = main(words)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def test_a_folder_comes_in_and_a_second_time_there_is_nothing_new(
    lockstep: Saying, tmp_path: Path
) -> None:
    folder = str(write_folder(tmp_path / "company", small_tables()))
    status, said, shown = lockstep("import", folder)
    assert (status, said) == (0, f"{ROWS} rows added\n")
    assert re.search(rf"✓ Checking {ROWS} rows \([\d,]+ rows/s, [\d.]+ s\)", shown)
    assert lockstep("import", folder)[:2] == (0, "Nothing new: everything was here already\n")


def test_bad_rows_are_listed_with_place_value_and_advice(lockstep: Saying, tmp_path: Path) -> None:
    tables = small_tables()
    tables["demand_line"][0] |= {"customer_code": "C9", "quantity": "12.5"}
    tables["site"][1] |= {"country": "Germany"}
    folder = str(write_folder(tmp_path / "company", tables))
    status, said, shown = lockstep("import", folder)
    assert status == 1
    assert said.splitlines() == [
        "site.csv, line 3, country: Germany – Write exactly 2 Latin letters",
        "demand_line.csv, line 2, customer_code: C9 – There is no customer by this code. Add it, or correct the code",
    ]
    assert "2 cells are wrong, nothing was changed" in shown


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh", "site.csv 第 3 行 country：Germany – 请恰好写 2 个拉丁字母"),
        ("ru", "site.csv, строка 3, country: Germany – Нужно ровно латинских букв: 2"),
    ],
)
def test_the_advice_comes_in_ones_language(
    lockstep: Saying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    tables = small_tables()
    tables["site"][1] |= {"country": "Germany"}
    monkeypatch.setenv("LOCKSTEP_LANGUAGE", language)
    _, said, _ = lockstep("import", str(write_folder(tmp_path / "company", tables)))
    assert said.splitlines() == [sentence]


def test_skipping_lists_what_was_left_out(lockstep: Saying, tmp_path: Path) -> None:
    tables = small_tables()
    tables["customer"][1] |= {"country": "Czechia"}
    status, said, _ = lockstep(
        "import", "--skip-bad", str(write_folder(tmp_path / "company", tables))
    )
    assert status == 0
    assert said.splitlines() == [
        "customer.csv, line 3, country: Czechia – Write exactly 2 Latin letters",
        "demand_line.csv, line 3, customer_code: C2 – The customer that it belongs to was left out, so this row was left out too",
        "shipment.csv, line 2, order_reference: 20344 / 1 – The demand_line that it belongs to was left out, so this row was left out too",
        "3 rows left out",
        f"{ROWS - 3} rows added",
    ]


def test_templates_are_written(lockstep: Saying, tmp_path: Path) -> None:
    status, _, _ = lockstep("import", "--template", str(tmp_path / "new"))
    assert status == 0
    assert {each.name for each in (tmp_path / "new").iterdir()} == {
        *(f"{entity.name}.csv" for entity in ENTITIES), "template.xlsx", "import-format.md",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", [(), ("a", "b"), ("adventureworks", "folder"), ("nowhere/at/all",)]
)
def test_wrong_words_are_answered_with_the_right_ones(
    lockstep: Saying, words: tuple[str, ...]
) -> None:
    status, _, said = lockstep("import", *words)
    assert status == 2
    assert said


def test_the_demo_company_comes_once_and_its_sign_ins_are_kept_for_their_owner(
    lockstep: Saying, tmp_path: Path
) -> None:
    status, said, _ = lockstep("demo")
    found = PASSWORD.search(said)
    assert status == 0
    assert found is not None
    for role in (
        "rep",
        "supervisor",
        "executive",
        "planner",
        "buyer",
        "logistics",
        "steward",
        "admin",
    ):
        assert f"{role}@demo.lockstep.example" in said
    kept = tmp_path / "home" / SIGN_IN_FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    assert lockstep("demo")[:2] == (0, said)

    asyncio.run(_has_something_behind_it())


async def _has_something_behind_it() -> None:
    """An urgent order is delivered with a time for each stage, and an order could come sooner."""
    company = company_of(Settings.from_environment(), application="test")
    async with company.running():
        [order] = await fetch("SELECT id, status, received_at, processing_started_at FROM urgent_order")  # fmt: skip
        assert order["status"] == "done"
        assert order["processing_started_at"] > order["received_at"]
        stages = await fetch("SELECT status FROM urgent_stage WHERE urgent_order_id = $1", order["id"])  # fmt: skip
        assert [row["status"] for row in stages] == ["done"] * 7
        await drain(OutboxWorker(company.dispatcher, FOLLOWED))
        supervisor = await viewer_for(await person_named(first("supervisor")))
        [row] = [
            each for each in await proposals_waiting_for(supervisor) if each.change.is_cancellation
        ]
        proposal = await proposal_for(supervisor, row.id)
        [gain] = next(way for way in proposal.alternatives if way.code == "keep_stock").gains
        assert gain.possible_on is not None
        assert gain.possible_on < gain.promised_on


def test_the_demo_leaves_a_real_company_alone(lockstep: Saying, tmp_path: Path) -> None:
    lockstep("import", str(write_folder(tmp_path / "company", small_tables())))
    status, said, shown = lockstep("demo")
    assert (status, said) == (0, "")
    assert "Small coatings is loaded already" in shown
    assert not (tmp_path / "home" / SIGN_IN_FILE).exists()


def test_a_company_is_not_imported_over_the_demo(lockstep: Saying, tmp_path: Path) -> None:
    lockstep("demo")
    status, said, _ = lockstep("import", str(write_folder(tmp_path / "company", small_tables())))
    assert status == 1
    assert said.startswith("company.csv: The demo company is loaded")
