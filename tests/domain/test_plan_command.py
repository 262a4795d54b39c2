"""`lockstep plan`: every planning story is a case, and every usual way to spoil one is answered in a line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.cli import main
from backend.cli.plan_case import read_case
from backend.cli.plan_check import check
from backend.cli.plan_days import buckets_of
from backend.cli.plan_situation import rules_of, situation_of
from backend.engine.whole.rules import Rules
from tests.planning import TODAY, situation_from

STORIES = Path(__file__).parents[1] / "golden" / "planning"
CASE: dict[str, Any] = {
    "today": "2026-11-24",
    "horizon": 10,
    "items": [{"item": "Kit", "lead": 1}, {"item": "Brush", "get": "buy", "lead": 3}],
    "made_of": [{"item": "Kit", "of": "Brush", "per": 2}],
    "steps": [{"item": "Kit", "at": "Filling", "hours": "0.5"}],
    "work_centers": [{"name": "Filling", "hours": 4}],
    "stock": [{"item": "Brush", "quantity": 4}],
    "orders": [{"line": "100-1", "item": "Kit", "quantity": 12, "due": 2}],
    "promises": [{"item": "Kit", "quantity": 3, "day": 1}],
}


def put(folder: Path, case: Any) -> str:
    place = folder / "case.json"
    place.write_text(json.dumps(case, default=str), encoding="utf-8")
    return str(place)


def test_every_planning_story_is_a_case_with_the_same_facts(tmp_path: Path) -> None:
    told = 0
    for story in sorted(STORIES.glob("*/given.yaml")):
        given = yaml.safe_load(story.read_text(encoding="utf-8"))
        is_about_allocation = isinstance(given.get("rules"), list)
        if "items" not in given or is_about_allocation or "case" in given["ask"]:
            continue
        words = {name: given[name] for name in given if name not in {"ask", "about"}}
        case = read_case(Path(put(tmp_path, words)))
        check(case)
        assert situation_of(case, buckets_of(case, TODAY)) == situation_from(given), (
            story.parent.name
        )
        assert rules_of(case) == Rules(**given.get("rules", {}))
        told += 1
    assert told >= 60


def test_a_case_is_answered_in_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", put(tmp_path, CASE), "--promise", "Brush", "10", "0"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[2:9] == [
        "Plan",
        "  make 12 Kit at Riga, 2026-11-27 to 2026-11-30, needed 2026-11-26 (capacity, then material)",
        "  buy 20 Brush at Riga, 2026-11-24 to 2026-11-27, needed 2026-11-25 (lead_time)",
        "",
        "Orders",
        "  100-1, 12 due 2026-11-26: 12 on 2026-11-30, 4 days late (capacity, then material)",
        "      12 Kit at Riga, wanted 2026-11-26, there 2026-11-30: capacity, then material at Filling",
    ]
    assert "  10 Brush at Riga on 2026-11-24: 10 on 2026-11-27 (lead_time)" in said


def test_the_same_case_as_a_folder_of_csv_gives_the_same_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", put(tmp_path, CASE), "--json"]) == 0
    expected = json.loads(capsys.readouterr().out)
    folder = tmp_path / "folder"
    folder.mkdir()
    put(folder, {"today": CASE["today"], "horizon": CASE["horizon"]})
    for name, rows in CASE.items():
        if isinstance(rows, list):
            columns = list(dict.fromkeys(column for row in rows for column in row))
            lines = [
                columns, *([str(row.get(column, "")) for column in columns] for row in rows)
            ]  # fmt: skip
            (folder / f"{name}.csv").write_text("\n".join(";".join(line) for line in lines))
    assert main(["plan", str(folder), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == expected
    assert expected["orders"][0]["parts"] == [{"day": "2026-11-30", "quantity": "12"}]


@pytest.mark.parametrize(
    ("word", "rows", "said"),
    [
        ("items", [], "Expected `array` of length >= 1 - at `items`"),
        ("items", [{"item": "Kit"}, {"item": "Kit"}], "items[1]: Kit at Riga stands there twice"),
        ("items", [{"item": "Kit", "leed": 1}], "unknown field `leed` - at `items[0]`; `lead` is meant"),
        ("changes", [{"line": "7"}], "changes[0]: there is no line 7 in `orders`"),
        ("changes", [{"item": "Kit", "quantity": 3}], "changes[0]: without `line` it needs `item`, `quantity` and `due`"),
        ("forecast", [{"item": "Cup", "quantity": 3, "day": 1}], "forecast[0]: there is no item Cup at Riga"),
        ("shares", [{"item": "Kit", "site": "Oslo"}], "shares[0]: there is no item Kit at Oslo"),
        ("bucket", "year", "Invalid enum value 'year' - at `bucket`"),
        ("items", [{"item": "Kit", "lead": "soon"}], "Expected `int`, got `str` - at `items[0].lead`"),
        ("items", [{"item": "Kit", "yield": 0}], "items[0]: `yield` is above 0"),
        (
            "items",
            [{"item": "Kit", "get": "buy", "yield": "0.9"}],
            "items[0]: what is bought has no `yield`",
        ),
        ("items", [{"item": "Kit", "get": "transfer"}], "items[0]: a transfer needs a `source`"),
        ("orders", [{"line": "1", "item": "Cup", "quantity": 1, "due": 1}], "orders[0]: there is no item Cup at Riga"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": -1, "due": 1}], "orders[0]: `quantity` is at least 0"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": 1, "due": "24.11."}], "at `orders[0].due`"),
        ("steps", [{"item": "Kit", "at": "Moon", "hours": 1}], "steps[0]: there is no work centre Moon"),
        ("supply", [{"item": "Kit", "quantity": 1, "day": 1}], "supply[0]: say one of `line`, `order` and `purchase`"),
        ("made_of", [{"item": "Kit", "of": "Kit"}], "Kit goes into itself"),
        ("horizon", 0, "Expected `int` >= 1 - at `horizon`"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, rows: Any, said: str
) -> None:
    assert main(["plan", put(tmp_path, {**CASE, word: rows})]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.startswith("lockstep: ")
    assert found.err.count("\n") == 1
    assert said in found.err


def test_a_row_without_a_site_means_the_one_of_its_item(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [{"item": "Kit", "site": "Oslo", "lead": 1}, {"item": "Brush", "site": "Oslo"}]
    case = {**CASE, "items": items, "work_centers": [{"name": "Filling", "hours": 24}]}
    assert main(["plan", put(tmp_path, case), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {row["site"] for row in told["plan"]} == {"Oslo"}
    twice = [{"item": "Kit", "site": "Oslo"}, {"item": "Kit", "site": "Bergen"}]
    spoilt = {**CASE, "items": [*twice, {"item": "Brush"}], "promises": []}
    assert main(["plan", put(tmp_path, spoilt)]) == 2
    assert "steps[0]: say the `site`, Kit is at Oslo and Bergen" in capsys.readouterr().err


def test_what_is_pegged_adds_up_to_what_is_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plan", put(tmp_path, CASE), "--json", "--records"]) == 0
    told = json.loads(capsys.readouterr().out)
    brushes = [peg for peg in told["pegs"] if peg["item"] == "Brush"]
    assert [(peg["quantity"], peg["from"]) for peg in brushes] == [
        ("4", {"stock": True}),
        ("20", {"planned_for": "2026-11-25"}),
    ]
    assert {peg["to"]["item"] for peg in brushes} == {"Kit"}
    record = next(row for row in told["records"] if row["item"] == "Brush")
    assert sum(int(day["gross"]) for day in record["days"]) == 24


def test_what_is_no_case_at_all_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "broken.json"
    place.write_bytes(b'{"items": [')
    assert main(["plan", str(place)]) == 2
    assert main(["plan", str(tmp_path / "none")]) == 2
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "orderz.csv").write_text("line\n1\n")
    assert main(["plan", str(tmp_path / "folder")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    assert "orderz.csv is no table of a case" in said[2]
