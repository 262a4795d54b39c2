"""`lockstep plan`: every planning story is a case, and every usual way to spoil one is answered in a line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.cli import main, plan_derived
from backend.cli.plan_check import check
from backend.cli.plan_days import buckets_of
from backend.cli.plan_read import read_case
from backend.cli.plan_situation import rules_of, situation_of
from backend.engine.whole.rules import Rules
from tests.cases import CASE, put
from tests.planning import TODAY, situation_from

STORIES = Path(__file__).parents[1] / "golden" / "planning"


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


@pytest.mark.parametrize(
    ("paper", "saved", "words"),
    [
        (20, "8", ": saved by the papers below"),
        (10, "5", ": the papers below save 5"),
        (5, "0", ""),
    ],
)
def test_a_planned_lot_says_what_papers_save_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], paper: int, saved: str, words: str
) -> None:
    case = {
        "today": "2026-11-23",
        "items": [{"item": "Tin", "get": "buy", "lead": 3}],
        "supply": [{"purchase": "PO1", "item": "Tin", "quantity": paper, "day": 12}],
        "orders": [
            {"line": "A", "item": "Tin", "quantity": 8, "due": 6},
            {"line": "B", "item": "Tin", "quantity": 5, "due": 14},
        ],
    }
    assert main(["plan", put(tmp_path, case)]) == 0
    lot = "  buy 8 Tin at Riga, 2026-11-26 to 2026-11-29, needed 2026-11-29"
    assert f"{lot}{words}" in capsys.readouterr().out.splitlines()
    assert main(["plan", put(tmp_path, case), "--json"]) == 0
    [row] = json.loads(capsys.readouterr().out)["plan"]
    assert (row["quantity"], row["saved"]) == ("8", saved)


def test_every_case_in_the_documentation_is_planned_as_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (Path(__file__).parents[2] / "docs" / "planning-cases.md").read_text(encoding="utf-8")
    told = []
    for part in text.split("```json")[1:]:
        case, _, behind = part.partition("```")
        place = tmp_path / "case.json"
        place.write_text(case, encoding="utf-8")
        assert main(["plan", str(place)]) == 0
        answer = capsys.readouterr().out
        said = [each.strip("\n") for each in behind.split("\n```")[1:2]]
        assert "Notes" not in answer
        told += [each in answer for each in said]
    assert told == [True, True]


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


def told_of(case: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["plan", put(tmp_path, case), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_counts_for_nothing_or_is_rounded_is_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        **CASE,
        "items": [
            {"item": "Kit", "source": "Oslo"},
            {"item": "Brush", "site": "Oslo", "get": "buy", "minimum": 5, "maximum": 2},
        ],
        "made_of": [{"item": "Kit", "of": "Brush"}, {"item": "Brush", "of": "Kit"}],
        "stock": [],
        "orders": [
            {"line": "1", "item": "Kit", "quantity": "1.5", "due": 2, "together": True},
            {"line": "2", "item": "Kit", "quantity": 1, "due": 99},
        ],
        "supply": [
            {"purchase": "late", "item": "Brush", "quantity": 1, "day": -4},
            {"purchase": "far", "item": "Brush", "quantity": 1, "day": 60},
        ],
        "forecast": [{"item": "Kit", "quantity": 1, "day": 70}],
        "closed": {"Oslp": [1]},
        "remaining_life": {"Nobody": 3},
    }
    told = told_of(case, tmp_path, capsys)
    assert [f"{note['row']}: {note['note']}" for note in told["notes"]] == [
        "orders[1]: 2 is due beyond the horizon: not planned",
        "supply[0]: the day of late has gone by: assumed for tomorrow",
        "supply[1]: far comes beyond the horizon: not counted",
        "forecast[0]: its period is beyond the horizon: nothing is planned for it",
        "orders[0]: 1.5 counts as 2: Kit has 0 decimals",
        "made_of[0]: Brush is not planned at Riga: Kit does not wait for it",
        "made_of[1]: Brush is made nowhere: it draws no Kit",
        "items[0]: Kit is no `transfer`: its `source` counts for nothing",
        "items[1]: `maximum` is below the smallest lot: 5 counts",
        "closed: no site, supplier or lane is called Oslp",
        "remaining_life: no order is of Nobody",
        "orders[0]: 1 names no `order`: it is `together` with nothing",
    ]
    assert told["orders"][1]["beyond_horizon"] is True
    assert told["figures"]["lines_count"] == 1


def test_a_line_whose_day_has_gone_by_is_late_from_that_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {**CASE, "orders": [{"line": "1", "item": "Kit", "quantity": 1, "due": -5}]}
    told = told_of({**case, "promises": []}, tmp_path, capsys)
    assert told["orders"][0]["parts"] == [{"day": "2026-11-25", "quantity": "1"}]
    assert (told["orders"][0]["days_late"], told["orders"][0]["why_late"]) == (6, ["overdue"])
    assert (told["figures"]["lines_on_time_count"], told["figures"]["late_days"]) == (0, 6)


def test_papers_and_periods_of_one_name_are_kept_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        **CASE,
        "items": [{"item": "Kit", "get": "buy", "lead": 9}, {"item": "Brush", "get": "buy", "lead": 9}],
        "stock": [],
        "supply": [
            {"purchase": "P", "item": "Kit", "quantity": 7, "day": 3},
            {"purchase": "P", "item": "Brush", "quantity": 5, "day": 1},
            {"purchase": "P", "item": "Kit", "quantity": 5, "day": 1},
        ],
        "forecast": [{"item": "Brush", "quantity": 3, "day": 1}, {"item": "Brush", "quantity": 2, "day": 1}],
    }  # fmt: skip
    told = told_of(case, tmp_path, capsys)
    assert told["orders"][0]["parts"] == [
        {"day": "2026-11-26", "quantity": "5"},
        {"day": "2026-11-27", "quantity": "7"},
    ]
    assert [row["open"] for row in told["forecast"]] == ["3", "2"]
    assert told["plan"] == []
    said = {(row["do"], row["paper"], row["quantity"]) for row in told["messages"]}
    assert said == {("advance", "P", "7"), ("postpone", "P", "5")}


def test_a_file_says_numbers_for_names_and_null_for_what_it_does_not_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "case.json"
    said = (
        '{"today": "2026-11-24", "items": [{"item": 7, "site": null, "lead": 1.0}], '
        '"orders": [{"line": 1, "item": 7, "quantity": 0.30, "due": "2"}]}'
    )
    place.write_bytes(said.encode("utf-16"))
    assert main(["plan", str(place), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["orders"][0]["parts"] == [{"day": "2026-11-26", "quantity": "1"}]
    assert told["notes"][0]["note"] == "0.3 counts as 1: 7 has 0 decimals"


def test_a_weekday_is_closed_every_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = {
        "today": "2026-11-24",
        "horizon": 20,
        "items": [{"item": "Kit", "lead": 3, "open_days": True}],
        "orders": [{"line": "1", "item": "Kit", "quantity": 1, "due": "2026-12-06"}],
        "closed": {"Riga": ["saturday", "Sunday"]},
    }
    told = told_of(case, tmp_path, capsys)
    assert (told["plan"][0]["start"], told["plan"][0]["finish"]) == ("2026-12-01", "2026-12-04")
    spelt = {**case, "closed": {"Riga": ["2026-11-28", "2026-11-29", "2026-12-05", 12, 18, 19]}}
    assert told_of(spelt, tmp_path, capsys) == told


def test_a_promise_and_a_new_line_keep_their_delivery_rule(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "today": "2026-11-24",
        "horizon": 20,
        "items": [{"item": "Kit", "get": "buy", "lead": 15}],
        "stock": [{"item": "Kit", "quantity": 10}],
        "supply": [{"purchase": "P", "item": "Kit", "quantity": 10, "day": 9}],
    }
    asked: dict[str, Any] = {"item": "Kit", "quantity": 20}
    rules: list[dict[str, Any]] = [
        {},
        {"in_parts": False},
        {"least_part": 15},
        {"late": 4},
        {"late": 5},
    ]
    case["promises"] = [{**asked, "day": 4, **rule} for rule in rules]
    case["changes"] = [{**asked, "due": 4, **rule} for rule in rules]
    told = told_of(case, tmp_path, capsys)
    at_once, later = {"day": "2026-11-28", "quantity": "10"}, {"day": "2026-12-03", "quantity": "10"}  # fmt: skip
    whole = [{"day": "2026-12-03", "quantity": "20"}]
    parts = [[at_once, later], whole, whole, [at_once], [at_once, later]]
    assert [row["parts"] for row in told["promises"]] == parts
    assert [row["available"] for row in told["promises"]] == parts
    assert [row["parts"] for row in told["changes"]] == parts
    assert [row["open"] for row in told["promises"]] == ["0", "0", "0", "10", "0"]
    assert [row["by_rule"] for row in told["promises"]] == [[], ["in_parts"], ["least_part"], ["late"], []]  # fmt: skip


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


def test_what_is_never_valid_or_looks_like_percent_is_noted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        **CASE,
        "items": [
            {"item": "Kit", "safety": 9, "fill_to": 5},
            {"item": "Brush", "get": "buy", "from": 30},
        ],
        "made_of": [
            {"item": "Kit", "of": "Brush", "until": -1},
            {"item": "Kit", "of": "Brush", "scrap": 5, "per": 0},
        ],
        "by_products": [{"item": "Brush", "gives": "Kit"}],
        "work_centers": [{"name": "Filling", "hours": 4, "efficiency": 85}],
    }
    told = told_of(case, tmp_path, capsys)
    assert [f"{note['row']}: {note['note']}" for note in told["notes"]] == [
        "by_products[0]: Brush is made nowhere where Kit is planned: it gives none",
        "items[0]: `fill_to` is not above `safety`: it counts for nothing",
        "made_of[1]: `scrap` 5 is 500 %; 0.05 is 5 %",
        "made_of[1]: `per` is 0: Kit draws no Brush",
        "work_centers[0]: `efficiency` 85 is 8500 %; 0.85 is 85 %",
        "items[1]: its `from` is beyond the horizon: it counts for nothing",
        "made_of[0]: its `until` is over before today: it counts for nothing",
    ]


def test_days_are_read_as_spreadsheets_and_calendars_write_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for bucket, due, day in (
        ("day", "2026-12-01 00:00:00", "2026-12-01"),
        ("week", "2026-W49", "2026-11-30"),
        ("month", "2027-02", "2027-02-01"),
    ):
        case = {
            "today": "2026-11-24T00:00",
            "bucket": bucket,
            "items": [{"item": "Kit", "get": "buy", "lead": "2.0"}],
            "orders": [{"line": "1", "item": "Kit", "quantity": "1", "due": due}],
        }
        told = told_of(case, tmp_path, capsys)
        assert told["orders"][0]["due"] == day


def test_ways_out_begin_while_their_way_holds_and_say_where_it_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "today": "2026-11-24",
        "horizon": 20,
        "items": [
            {"item": "Valve", "get": "buy", "lead": 2, "until": 9},
            {"item": "Hose", "get": "none"},
            {"item": "Pump", "get": "buy", "lead": 9},
        ],
        "alternates": [
            {"item": "Pump", "name": "later", "get": "buy", "lead": 1, "from": 5},
            {"item": "Pump", "name": "once", "get": "buy", "lead": 2, "until": 3},
        ],
        "changes": [
            {"item": item, "quantity": 4, "due": due}
            for item, due in [("Valve", 5), ("Hose", 5), ("Pump", 5), ("Pump", 7), ("Valve", 15)]
        ],
    }
    told = told_of(case, tmp_path, capsys)
    ways = [
        [(way["way"], step.get("by")) for way in row["ways"] for step in way["does"]]
        for row in told["changes"]
    ]
    assert ways[0][0] == ("buy_more", None)
    assert ways[1] == []
    assert {by for _, by in ways[2]} == {"once", None}
    assert {by for _, by in ways[3]} == {"later", None}
    # In time it would have to be ordered four days after the last day; by then nobody sends it at all.
    assert ways[4] == []
    assert {"why": "way_ended", "item": "Valve", "source": "Riga", "on": "2026-12-03"} in told[
        "changes"
    ][4]["why"]


def test_what_is_bought_in_shares_can_be_promised_and_costs_what_it_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = {
        "today": "2026-11-24",
        "horizon": 20,
        "items": [{"item": "Valve", "get": "buy", "lead": 2, "cost": 3}],
        "alternates": [
            {"item": "Valve", "name": "second", "get": "buy", "lead": 4, "share": "0.4", "cost": 5}
        ],
        "orders": [{"line": "1", "item": "Valve", "quantity": 100, "due": 8}],
        "promises": [{"item": "Valve", "quantity": 10, "day": 1}],
    }
    told = told_of(case, tmp_path, capsys)
    assert told["promises"][0]["parts"] == [{"day": "2026-11-26", "quantity": "10"}]
    assert told["figures"]["purchase_cost"] == "380"
    assert told["messages"] == []
    plain = told_of({**case, "rules": {"use_alternates": False}}, tmp_path, capsys)
    assert [row["quantity"] for row in plain["plan"]] == ["100"]


def test_what_follows_from_a_plan_without_an_end_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = {
        "today": "2026-11-24",
        "horizon": 20,
        "items": [{"item": "Valve", "get": "buy", "lead": 2}],
        "alternates": [{"item": "Valve", "name": "second", "get": "buy", "share": "0.4"}],
        "orders": [{"line": "1", "item": "Valve", "quantity": 100, "due": 8}],
    }
    monkeypatch.setattr(plan_derived, "ROUNDS", 1)
    assert main(["plan", put(tmp_path, case)]) == 2
    assert "still change the plan after 1 rounds" in capsys.readouterr().err
