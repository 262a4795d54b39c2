"""Tables of the import format in memory, filled row by row and handed on as sheets."""

from collections.abc import Iterator

from backend.intake.cells import Value
from backend.intake.format import BY_NAME, ENTITIES
from backend.intake.staging import Sheet


class Tables:
    """The format's tables; a column that a row does not name is empty."""

    def __init__(self) -> None:
        self._rows: dict[str, list[tuple[Value, ...]]] = {entity.name: [] for entity in ENTITIES}
        self._names = {entity.name: entity.column_names for entity in ENTITIES}

    def add(self, entity: str, **cells: Value) -> None:
        """Add a row; KeyError for a column that the format does not have."""
        names = self._names[entity]
        row = tuple(cells.pop(name, None) for name in names)
        if cells:
            raise KeyError(f"{entity}: {', '.join(cells)}")
        self._rows[entity].append(row)

    def rows(self, entity: str) -> Iterator[dict[str, Value]]:
        """The rows of a table by column, for whoever builds on them."""
        names = self._names[entity]
        for row in self._rows[entity]:
            yield dict(zip(names, row, strict=True))

    @property
    def row_count(self) -> int:
        """Rows in all tables."""
        return sum(len(rows) for rows in self._rows.values())

    def sheets(self, source: str) -> Iterator[Sheet]:
        """The tables as `backend.intake` takes them; `source` stands where a file would be named."""
        for name, rows in self._rows.items():
            if rows:
                yield Sheet(
                    name, f"{source}/{name}", BY_NAME[name].column_names,
                    ((number, row) for number, row in enumerate(rows, start=1)),
                    row_estimate=len(rows),
                )  # fmt: skip
