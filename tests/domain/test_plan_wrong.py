"""What is wrong with a planning case is said in one line: the file, the row, the word and what is wanted."""

import json
from pathlib import Path
from typing import Any

import pytest

from backend.cli import main
from tests.cases import CASE, put


@pytest.mark.parametrize(
    ("word", "rows", "said"),
    [
        ("items", [], "`items` is a list with nothing in it; a list with at least 1 row is wanted"),
        ("items", [{"item": "Kit"}, {"item": "Kit"}], "items[1]: Kit at Riga stands there twice"),
        ("items", [{"item": "Kit", "leed": 1}], "line 1: items[0]: there is no word `leed`; `lead` is meant"),
        ("changes", [{"line": "7"}], "changes[0]: there is no line 7 in `orders`"),
        ("changes", [{"item": "Kit", "quantity": 3}], "changes[0]: without `line` it needs `item`, `quantity` and `due`"),
        ("forecast", [{"item": "Cup", "quantity": 3, "day": 1}], "forecast[0]: there is no item Cup at Riga"),
        ("shares", [{"item": "Kit", "site": "Oslo"}], "shares[0]: there is no item Kit at Oslo"),
        ("bucket", "year", "`bucket` is `year`; one of `day`, `week`, `month` is wanted"),
        ("closed", {"Riga": [10**15]}, "closed, Riga: `1000000000000000` is neither a date nor a number of days"),
        ("closed", {"Riga": ["caturday"]}, "closed, Riga: `caturday` is neither a date nor a number of days, nor in days a weekday"),
        ("changes", [{"line": "100-1", "quantity": 3, "in_parts": False}], "changes[0]: how line 100-1 may be delivered stands in `orders`"),
        ("items", [{"item": "Kit", "lead": "soon"}], "items[0]: `lead` is `soon`; a whole number is wanted"),
        ("items", [{"item": "Kit", "yield": 0}], "items[0]: `yield` is above 0"),
        (
            "items",
            [{"item": "Kit", "get": "buy", "yield": "0.9"}],
            "items[0]: what is bought has no `yield`",
        ),
        ("items", [{"item": "Kit", "get": "transfer"}], "items[0]: a transfer needs a `source`"),
        ("orders", [{"line": "1", "item": "Cup", "quantity": 1, "due": 1}], "orders[0]: there is no item Cup at Riga"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": -1, "due": 1}], "orders[0]: `quantity` is at least 0"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": 1, "due": "24.11."}], "orders[0]: `due` is `24.11.`; a date (year-month-day) such as 2026-12-01 or a number of days is wanted"),
        ("steps", [{"item": "Kit", "at": "Moon", "hours": 1}], "steps[0]: there is no work centre Moon"),
        ("supply", [{"item": "Kit", "quantity": 1, "day": 1}], "supply[0]: say one of `line`, `order` and `purchase`"),
        ("made_of", [{"item": "Kit", "of": "Kit"}], "Kit goes into itself, by `made_of` or `source`: Kit into Kit"),
        ("orders", [{"line": "1", "item": "kit", "quantity": 1, "due": 1}], "there is no item kit at Riga in `items`; Kit is meant?"),
        ("orders", [{"line": "1", "item": "Kit", "site": "Oslo", "quantity": 1, "due": 1}], "there is no item Kit at Oslo in `items`; it is at Riga"),
        ("orders", [{"line": "1", "item": "Kit", "qty": 1, "due": 1}], "orders[0]: there is no word `qty`; `quantity` is meant"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": 1, "due": 10**9}], "orders[0]: `due` is `1000000000`; a whole number of at most 36500 is wanted"),
        ("orders", ["1 Kit"], "orders[0]: the row is `1 Kit`; an object such as {…} is wanted"),
        ("demands", [], "there is no word `demands`; `orders` is meant"),
        ("items", [{"item": "Kit", "lead": "1.5"}], "`lead` is `1.5`; a whole number is wanted"),
        ("items", [{"item": "Kit", "get": "purchase"}], "`get` is `purchase`; one of `make`, `buy`, `transfer`, `none` is wanted"),
        ("items", [{"item": "Kit", "safety_days": -1}], "`safety_days` is `-1`; a whole number of at least 0 is wanted"),
        ("items", [{"item": "Kit", "from": 5, "until": 3}, {"item": "Brush"}], "items[0]: `until` 3 is before `from` 5"),
        ("made_of", [{"item": "Kit", "of": "Brush", "from": 5, "until": "2026-11-25"}], "made_of[0]: `until` 2026-11-25 is before `from` 5"),
        ("alternates", [{"item": "Kit", "name": "x", "made_of": [{"of": "Brush", "from": 2, "until": 1}]}], "alternates[0]: `until` 1 is before `from` 2"),
        ("alternates", [{"item": "Kit", "name": "x", "made_of": [{"of": "Brush", "per": "two"}]}], "alternates[0].made_of[0]: `per` is `two`; a number"),
        ("alternates", [{"item": "Brush", "name": "x", "get": "buy", "share": "0.7"}, {"item": "Brush", "name": "y", "get": "buy", "share": "0.4"}], "alternates[1]: the shares of Brush come to 1.1, more than 1 (0.4 is 40 %)"),
        ("alternates", [{"item": "Brush", "name": "x", "get": "buy", "share": "0.7"}, {"item": "Brush", "name": "y", "get": "buy"}], "alternates[1]: a `share` above 0 is wanted, other alternates of Brush have one"),
        ("alternates", [{"item": "Kit", "name": "x", "get": "buy", "share": "0.7"}], "alternates[0]: a `share` is of what is bought in all ways; Kit is not"),
        ("alternates", [{"item": "Brush", "name": "x", "get": "buy", "share": "0.7", "until": 5}], "alternates[0]: a `share` holds always; leave `from` and `until` out"),
        ("by_products", [{"item": "Kit", "gives": "Cup"}], "by_products[0]: there is no item Cup in `items`"),
        ("by_products", [{"item": "Kit", "gives": "Kit"}], "by_products[0]: Kit is not made beside itself; say a `yield`"),
        ("items", [{"item": "Kit", "fill_to": 9, "cover": 3}, {"item": "Brush"}], "items[0]: a lot fills up to `fill_to` or covers days by `cover`; say one"),
        ("closed", {"Riga": "sunday"}, 'closed: a value in it is of another kind; a list such as ["…"] is wanted'),
        ("work_centers", [{"name": "Filling", "days": {"funday": 4}}], "nor in days a weekday such as `sunday`"),
        ("today", 5, "`today` is `5`; a date (year-month-day) such as 2026-12-01 is wanted"),
        ("horizon", 0, "`horizon` is `0`; a whole number of at least 1 is wanted"),
        ("orders", [{"line": "1", "item": "Kit", "quantity": "12 pcs", "due": 1}], "orders[0]: `quantity` is `12 pcs`; a number such as 12 or 0.25, without unit"),
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
        ("orders.csv", "line,item,quantity,due\n1,Kit,7,soon\n", "line 2: `due` is `soon`; a date (year-month-day)"),
        ("orders.csv", "line,item,quantity,due\n1,Kit,,2\n", "line 2: `quantity` is missing"),
        ("orders.json", "[]", "orders.json is no CSV file; save it as orders.csv"),
        ("Items.csv", "item\nCup\n", "Items.csv and items.csv are one list"),
        ("case.json", '{"items": [{"item": "Cup"}]}', "`items` stands in items.csv and in case.json"),
        ("case.json", '{"today": "2026-11-24", "today": "2026-11-25"}', "`today` stands twice in one object"),
        ("case.json", '{"today": }', "line 1: no JSON"),
        ("case.json", '{"closed": {"Riga": [],}}', "line 1: no JSON, a comma too many before character 24"),
        ("case.json", "today: 2026", "line 1: no JSON, it has to begin with {"),
        ("case.json", '{"orders": [\n\n{"line": 1}]}', "case.json, line 3: orders[0]: `item` is missing"),
        ("case.json", '{"orders": ' + "[" * 5000 + "]" * 5000 + "}", "its lists stand too deep in each other"),
        ("orders.csv", 'line,item,quantity,due\n"1,Kit,7,2\n', "line 2: a quotation mark is not closed"),
        ("orders.csv", "PK\x03\x04", "orders.csv is a spreadsheet or an archive; save each list as a CSV file"),
        ("orders.csv", "line\x01\x02", "orders.csv is no text; save it as UTF-8"),
        ("orders.csv", "line,item,qty,due\n1,Kit,7,2\n", "orders.csv, line 2: there is no word `qty`; `quantity` is meant"),
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


def test_a_list_alone_and_a_list_without_rows_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "items.csv").write_text("item,get\n")
    assert main(["plan", str(tmp_path)]) == 2
    assert main(["plan", str(tmp_path / "items.csv")]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == f"lockstep: {tmp_path}/items.csv: it has no row"
    assert said[1].endswith("items.csv is one list; a folder of such files is wanted, or a JSON file")  # fmt: skip


def test_what_goes_into_itself_is_told_with_all_that_lies_between(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ring = [{"item": one, "of": other} for one, other in ("AB", "BC", "CA")]
    items = [{"item": name} for name in "ABC"]
    assert main(["plan", put(tmp_path, {"items": items, "made_of": ring})]) == 2
    said = capsys.readouterr().err
    assert said.endswith("A goes into itself, by `made_of` or `source`: A into C into B into A\n")
