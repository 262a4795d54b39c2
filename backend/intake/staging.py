"""Checking tables cell by cell, row after row, into files that PostgreSQL copies in: flat in memory.

What needs to be known of other rows (doubles, references, circles) is checked while loading.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec

from backend.intake.cells import Reader, Value, as_text, reader_for
from backend.intake.errors import CellError, SourceError
from backend.intake.format import BY_NAME, ENTITIES
from backend.intake.model import Entity
from shared.ids import new_id
from shared.schemas.intake import BadCell

KEY_SEPARATOR: Final = "\x1f"
REJECTED: Final = "rejected"
MANIFEST: Final = "manifest.json"
ROWS_A_STEP: Final = 2_000
KEPT_BAD_CELLS: Final = 1_000
LONGEST_SHOWN_VALUE: Final = 120


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a source: its rows come with the line they stand on, one value a header."""

    entity: str
    file: str
    header: tuple[str, ...]
    rows: Iterable[tuple[int, Sequence[Value]]]
    comma_may_group: bool = False
    row_estimate: int = 0


@dataclass(slots=True)
class BadCells:
    """The first refused cells, and how many there are in all."""

    kept: list[BadCell] = field(default_factory=list)
    count: int = 0

    def add(
        self, file: str, line: int, column: str, value: str, code: str, facts: Mapping[str, str]
    ) -> None:
        """Keep one cell, its value cut to what a line of a screen can show."""
        self.count += 1
        if len(self.kept) < KEPT_BAD_CELLS:
            self.kept.append(
                BadCell(file, line, column, value[:LONGEST_SHOWN_VALUE], code, dict(facts))
            )

    def add_all(self, cells: Iterable[BadCell]) -> None:
        """Keep cells that were refused elsewhere."""
        for cell in cells:
            self.add(cell.file, cell.line, cell.column, cell.value, cell.code, cell.facts)


class StagedEntity(msgspec.Struct, frozen=True):
    """The checked rows of one entity, as a file for COPY."""

    entity: str
    file: str
    path: str
    row_count: int


class Manifest(msgspec.Struct):
    """What a folder of staged tables holds; written beside them."""

    entities: list[StagedEntity]
    rejected_path: str
    skipped_count: int
    bad_cells: list[BadCell]
    bad_count: int

    @property
    def row_count(self) -> int:
        """Rows that passed."""
        return sum(staged.row_count for staged in self.entities)

    def save(self, folder: Path) -> None:
        """Write it into its folder."""
        (folder / MANIFEST).write_bytes(msgspec.json.encode(self))

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read it back; the folder may have been filled by another process."""
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=cls)


def stage(
    sheets: Iterable[Sheet], folder: Path, progress: Callable[[int], None] = lambda _count: None
) -> Manifest:
    """Check every sheet into `folder` and say what is there and what was refused.

    `progress` hears the number of rows read so far. A sheet that cannot be read any further is
    refused as a whole, at the line it had come to.
    """
    bad = BadCells()
    staged: dict[str, StagedEntity] = {}
    rejected_path = folder / f"{REJECTED}.copy"
    done = skipped = 0
    with rejected_path.open("w", encoding="utf-8", newline="\n") as rejected:
        for sheet in _readable(sheets, bad):
            if sheet.entity in staged:
                bad.add(sheet.file, 0, "", sheet.entity, "entity_twice", {"entity": sheet.entity})
                continue
            work = _SheetWork(sheet, bad)
            path = folder / f"{sheet.entity}.copy"
            with path.open("w", encoding="utf-8", newline="\n") as out:
                for lines, keys, read, refused in work.steps():
                    out.write("".join(lines))
                    rejected.write("".join(keys))
                    done += read
                    skipped += refused
                    progress(done)
            staged[sheet.entity] = StagedEntity(
                sheet.entity, sheet.file, str(path), work.good_count
            )
    manifest = Manifest(
        [staged[entity.name] for entity in ENTITIES if entity.name in staged],
        str(rejected_path), skipped, bad.kept, bad.count,
    )  # fmt: skip
    manifest.save(folder)
    return manifest


def _readable(sheets: Iterable[Sheet], bad: BadCells) -> Iterator[Sheet]:
    following = iter(sheets)
    while True:
        try:
            sheet = next(following)
        except StopIteration:
            return
        except SourceError as error:
            bad.add_all([error.as_cell()])
        else:
            yield sheet


class _SheetWork:
    """One sheet on its way: its readers, in the order of the format's columns."""

    def __init__(self, sheet: Sheet, bad: BadCells) -> None:
        self.sheet = sheet
        self.bad = bad
        self.entity: Entity = BY_NAME[sheet.entity]
        self.good_count = 0
        self._is_usable = self._check_header()
        where = {name: number for number, name in enumerate(sheet.header)}
        self._positions = [where.get(name, -1) for name in self.entity.column_names]
        self._readers: list[Reader] = [
            reader_for(column, comma_may_group=sheet.comma_may_group)
            for column in self.entity.columns
        ]
        self._key_positions = [self.entity.column_names.index(name) for name in self.entity.key]

    def _check_header(self) -> bool:
        known = set(self.entity.column_names)
        problems = [
            (name, "unknown_column", {"columns": ", ".join(self.entity.column_names)})
            for name in self.sheet.header
            if name and name not in known
        ]
        problems += [
            (name, "column_twice", {})
            for name in sorted(
                {n for n in self.sheet.header if n and self.sheet.header.count(n) > 1}
            )
        ]
        problems += [
            (column.name, "missing_column", {"column": column.name})
            for column in self.entity.columns
            if column.is_required and column.name not in self.sheet.header
        ]
        for name, code, facts in problems:
            self.bad.add(self.sheet.file, 1, name, name, code, facts)
        return not problems

    def steps(self) -> Iterator[tuple[list[str], list[str], int, int]]:
        """Some rows at a time: lines for COPY, keys of refused rows, rows read, rows refused."""
        rows = self._rows()
        while chunk := list(islice(rows, ROWS_A_STEP)):
            lines: list[str] = []
            keys: list[str] = []
            for line, values in chunk:
                cells = self._read(line, values)
                if isinstance(cells, str):
                    keys.append(cells)
                else:
                    lines.append(f"{new_id()}\t{line}\t{cells[0]}")
            self.good_count += len(lines)
            yield lines, keys, len(chunk), len(chunk) - len(lines)

    def _rows(self) -> Iterator[tuple[int, Sequence[Value]]]:
        if not self._is_usable:
            return
        try:
            yield from self.sheet.rows
        except SourceError as error:
            self.bad.add_all([error.as_cell()])

    def _read(self, line: int, values: Sequence[Value]) -> "tuple[str] | str":
        """The row for COPY, or the refused row's key for COPY into the rejected."""
        count = len(values)
        ordered = [values[at] if 0 <= at < count else None for at in self._positions]
        try:
            cells = [read(value) for read, value in zip(self._readers, ordered, strict=True)]
        except CellError:
            return self._refuse(line, ordered)
        if self.entity.rules:
            row = dict(zip(self.entity.column_names, cells, strict=True))
            broken = [rule for rule in self.entity.rules if not rule.holds(row)]
            for rule in broken:
                self.bad.add(
                    self.sheet.file, line, rule.column, row[rule.column] or "", rule.code, {}
                )
            if broken:
                return self._rejected_key(cells)
        return ("\t".join(["\\N" if cell is None else cell for cell in cells]) + "\n",)

    def _refuse(self, line: int, ordered: Sequence[Value]) -> str:
        cells: list[str | None] = []
        for column, read, value in zip(self.entity.columns, self._readers, ordered, strict=True):
            try:
                cells.append(read(value))
            except CellError as error:
                cells.append(None)
                self.bad.add(
                    self.sheet.file, line, column.name, as_text(value), error.code, error.facts
                )
        return self._rejected_key(cells)

    def _rejected_key(self, cells: Sequence[str | None]) -> str:
        key = KEY_SEPARATOR.join(cells[at] or "" for at in self._key_positions)
        return f"{self.entity.name}\t{key}\n"
