"""`lockstep plan`: every planning story is a case, and every usual way to spoil one is answered in a line."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.cli import main
from backend.cli.plan_check import check
from backend.cli.plan_days import buckets_of
from backend.cli.plan_read import read_case
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
        ("bucket", "year", "not among the words that are known: 'year' - at `bucket`"),
        ("closed", {"Riga": ["caturday"]}, "closed, Riga: `caturday` is neither a date nor a number of days, nor in days a weekday"),
        ("changes", [{"line": "100-1", "quantity": 3, "in_parts": False}], "changes[0]: how line 100-1 may be delivered stands in `orders`"),
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
        ("orders", [{"line": "1", "item": "Kit", "quantity": "12 pcs", "due": 1}], "not a number such as 12 or 0.25 - at `orders[0].quantity`"),
        ("strategies", [{"priority": 1, "strategy": "win"}, {"priority": 1, "strategy": "lose"}], "strategies[1]: priority 1 stands there twice"),
        ("alternates", [{"item": "Kit", "name": "x"}, {"item": "Kit", "name": "x"}], "alternates[1]: x of Kit at Riga stands there twice"),
        ("work_centers", [{"name": "Filling", "days": {"1": -5}}], "work_centers[0]: `days` of `1` is at least 0"),
        ("work_centers", [{"name": "Filling", "days": {"1": 5, "2026-11-25": 6}}], "`1` and `2026-11-25` in `days` are the same day"),
        ("items", [{"item": "Kit", "fixed": 50, "multiple": 7}, {"item": "Brush"}], "items[0]: `fixed` is a multiple already"),
        ("changes", [{"line": "100-1", "item": "Brush", "quantity": 3}], "changes[0]: line 100-1 is of Kit, not of Brush"),
        ("changes", [{"line": "100-1", "cancel": True, "due": 3}], "changes[0]: `cancel` goes with a `line`"),
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


def test_what_cannot_be_counted_exactly_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    most = [{"line": "1", "item": "Kit", "quantity": 10**9, "due": 2}]
    drawn = {**CASE, "orders": most, "made_of": [{"item": "Kit", "of": "Brush", "per": 10**9}]}
    assert main(["plan", put(tmp_path, drawn)]) == 2
    worked = {**CASE, "orders": most, "steps": [{"item": "Kit", "at": "Filling", "hours": 10**9}]}
    assert main(["plan", put(tmp_path, worked)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert "Brush at Riga would be asked for 1E+18 times, more than can be counted" in said[0]
    assert "Kit would ask Filling for 1E+18 hours, more than can be counted" in said[1]


def test_a_row_of_a_file_is_named_by_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = {
        "items.csv": "Item;Decimals\nKit;1\n",
        "orders.csv": "line;item;quantity;due\n\n1;Kit;5,5;2\n2;Kot;1;2\n",
    }
    for name, text in folder.items():
        (tmp_path / name).write_text(text, encoding="utf-8-sig")
    assert main(["plan", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert said == f"lockstep: {tmp_path}/orders.csv, line 4: there is no item Kot at Riga in `items`\n"  # fmt: skip
    (tmp_path / "orders.csv").write_text("line;item;quantity;due\n1;Kit;5,5;2\n")
    assert main(["plan", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["orders"][0]["quantity"] == "5.5"


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("orders.csv", "line,item,quantity,quantity,due\n1,Kit,7,5,2\n", "two columns are called `quantity`"),
        ("orders.csv", "line,item,quantity,due\n1,Kit,7,2,3\n", "line 2: a cell stands under no heading"),
        ("orders.csv", "line,item,quantity,due\n1,Kit,7,soon\n", "line 2: neither a date such as"),
        ("orders.csv", "line,item,quantity,due\n1,Kit,,2\n", "line 2: What has to be there is missing: `quantity`"),
        ("orders.json", "[]", "orders.json is no CSV file; save it as orders.csv"),
        ("Items.csv", "item\nCup\n", "Items.csv and items.csv are one list"),
        ("case.json", '{"items": [{"item": "Cup"}]}', "`items` stands in items.csv and in case.json"),
        ("case.json", '{"today": "2026-11-24", "today": "2026-11-25"}', "`today` stands twice in one object"),
        ("case.json", '{"today": }', "line 1: no JSON"),
    ],
)  # fmt: skip
def test_a_folder_that_says_a_thing_twice_or_in_a_wrong_place_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, said: str
) -> None:
    (tmp_path / "items.csv").write_text("item\nKit\n")
    (tmp_path / name).write_text(text)
    assert main(["plan", str(tmp_path)]) == 2
    found = capsys.readouterr()
    assert found.out == ""
    assert found.err.count("\n") == 1
    assert said in found.err


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
