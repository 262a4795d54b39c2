"""The format in words: docs/import-format.md and the templates are both written from the model."""

from collections.abc import Iterator
from typing import Final

from backend.intake.format import ENTITIES
from backend.intake.model import Column, Entity, Kind

KINDS: Final = {
    Kind.TEXT: "text",
    Kind.CODE: "code",
    Kind.CODES: "codes",
    Kind.EMAIL: "e-mail",
    Kind.COUNTRY: "letters",
    Kind.CURRENCY: "letters",
    Kind.TIME_ZONE: "time zone",
    Kind.WHOLE: "whole number",
    Kind.DECIMAL: "number",
    Kind.DATE: "day",
    Kind.TIME: "time",
    Kind.FLAG: "yes or no",
    Kind.CHOICE: "one of a list",
    Kind.CHOICES: "some of a list",
    Kind.WORDS: "words",
}

_HEAD: Final = """# Import format

Made by `make docs` from `backend/intake/format.py`; a test fails when it is not current.

`lockstep import PATH` reads a folder of CSV files, a ZIP of them, one CSV file, or an Excel workbook. Every table below is one file
(`demand_line.csv`) or one sheet (`demand_line`) of its name. Bring all tables or only some: what a row refers to may come along or
be there already. `lockstep import --template DIR` writes empty templates.

## How an import goes

- **All or nothing.** Everything is checked first; if one row is wrong, nothing changes. Every bad row is listed with file, line, column,
  value and what to do. With `--skip-bad` bad rows are left out, and with them the rows that depend on them; the list says which.
- **Again and again.** A row is the same row when its key is the same. Rows that did not change are not touched, nothing is doubled.
  An import adds and changes; it removes nothing, except where a table is a snapshot (`stock`, `plan_line`) or a list (`person`).
- An empty cell of an optional column means its default, also for a row that is there already.

## How files may look

| | |
|---|---|
| letters | UTF-8 or UTF-16 with a byte order mark; UTF-8 without one. Otherwise cp1251 where the text is shaped like Russian, GB18030 where it is shaped like Chinese; in doubt the file is refused, never garbled |
| separators | comma, semicolon or tab, found out from the first line; quotation marks `"` round a cell, doubled inside |
| first line | the names of the columns, in any order |
| numbers | `1234.5`, `1234,5`, `1 234,5`. In a file separated by commas `1,234` could mean two things and is refused |
| days | `2026-12-31`, `31.12.2026`, or a spreadsheet's own dates |
| yes or no | `yes` `no`, `true` `false`, `1` `0`, `да` `нет`, `是` `否` |
| formulas | a workbook's formulas count by the value they last had; a leading `'` before `=` `+` `-` `@`, as our exports write it, is taken off |
| size | CSV of any size, streamed; archives and workbooks up to 100 MiB unpacked, 200 entries; uploads up to 256 MiB |

Codes are up to 64 signs, and `A1` and `a1` are two of them. Quantities have at most six decimal places, and no more than their item allows.

## Tables, in the order in which they are loaded
"""


def format_page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(part for entity in ENTITIES for part in _entity(entity))])


def _entity(entity: Entity) -> Iterator[str]:
    yield f"### {entity.name}\n"
    key = ", ".join(f"`{name}`" for name in entity.key) or "there is only one row"
    yield f"{entity.meaning} Key: {key}."
    if entity.note:
        yield f"\n{entity.note}"
    yield "\n| column | type | must | meaning | unit | rule | example |\n|---|---|---|---|---|---|---|"
    for column in entity.columns:
        must = "yes" if column.is_required else _default(column)
        yield (
            f"| `{column.name}` | {KINDS[column.kind]} | {must} | {column.meaning} | {column.unit} "
            f"| {rule_of(column)} | `{_cell(column.example)}` |"
        )
    for rule in entity.rules:
        yield f"\nRule: {rule.rule}."
    yield ""


def _default(column: Column) -> str:
    return f"no, `{column.default}`" if column.default else "no"


def rule_of(column: Column) -> str:
    """What a value has to keep to, in words."""
    parts: list[str] = []
    if column.refers_to:
        parts.append(f"refers to `{column.refers_to}`")
    if column.choices:
        parts.append(", ".join(f"`{choice}`" for choice in column.choices))
    if column.kind in {Kind.WHOLE, Kind.DECIMAL}:
        parts.append(_range(column))
    if column.kind is Kind.DECIMAL:
        parts.append(
            f"up to {column.places} decimals"
            + (", as its item allows" if column.by_item_decimals else "")
        )
    if column.kind in {Kind.TEXT, Kind.CODE, Kind.EMAIL}:
        parts.append(f"up to {column.length} signs")
    if column.rule:
        parts.append(_cell(column.rule))
    return "; ".join(part for part in parts if part)


def _range(column: Column) -> str:
    if column.high is not None:
        return f"{column.low} to {column.high}"
    return f"{column.low} or more" if column.low is not None else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
