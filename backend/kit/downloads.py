"""Lists as files for people's spreadsheets: CSV as it is read from the database, or a workbook.

Headings and codes are in the person's language; quantities, days and instants stay what they are.
"""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Final, Self

from litestar import Response
from litestar.response import Stream

from backend.kit.table_export import Cell, csv_bytes, csv_lines, xlsx_bytes
from shared.problem import ProblemError
from shared.text import text

CSV: Final = "text/csv"
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_WORKBOOK_ROWS: Final = 100_000

Rows = AsyncIterator[Sequence[Sequence[Cell]]]


class ExportTooLargeError(ProblemError):
    """More rows than a workbook takes (`limit`)."""

    code: ClassVar[str] = "export_too_large"
    status: ClassVar[int] = 409


@dataclass(frozen=True, slots=True)
class Download:
    """A list to be taken away: file name without ending, title, headings, and rows page by page."""

    name: str
    title: str
    header: Sequence[str]
    pages: Rows

    @classmethod
    def of(cls, name: str, language: str, columns: Iterable[str], pages: Rows) -> Self:
        """The list `name` with its title and headings in a language."""
        return cls(name, text(language, f"export-{name}"), headings(language, columns), pages)

    def named(self, name: str) -> Self:
        """The same list in a file of another name."""
        return replace(self, name=name)

    def as_csv(self) -> Stream:
        """The list as CSV, sent while it is read."""
        return Stream(self._csv(), media_type=CSV, headers=_headers(f"{self.name}.csv"))

    async def as_workbook(self) -> Response[bytes]:
        """The list as a workbook of one sheet; `ExportTooLargeError` for one that is too long."""
        rows: list[Sequence[Cell]] = []
        async for page in self.pages:
            rows.extend(page)
            if len(rows) > MOST_WORKBOOK_ROWS:
                raise ExportTooLargeError(limit=MOST_WORKBOOK_ROWS)
        body = xlsx_bytes({self.title: (self.header, rows)})
        return Response(body, media_type=WORKBOOK, headers=_headers(f"{self.name}.xlsx"))

    async def _csv(self) -> AsyncIterator[bytes]:
        yield csv_bytes(self.header, ())
        async for page in self.pages:
            yield csv_lines(page)


def headings(language: str, columns: Iterable[str]) -> list[str]:
    """The columns' names in a language."""
    return [text(language, f"export-column-{each.replace('_', '-')}") for each in columns]


def code_words(language: str, kind: str, code: str | None) -> str:
    """A code in words; nothing for None."""
    return "" if code is None else text(language, f"export-{kind}-{code.replace('_', '-')}")


def cells(row: Any, columns: Iterable[str], said: dict[str, Cell]) -> list[Cell]:
    """A row's cells: those that were `said` in words, and the others as the row has them."""
    return [said[each] if each in said else _short(getattr(row, each)) for each in columns]


async def one_page(rows: Sequence[Sequence[Cell]]) -> Rows:
    """Rows that are in memory already."""
    yield rows


def _short(value: Any) -> Cell:
    """A quantity without the idle places of its column."""
    if not isinstance(value, Decimal):
        found: Cell = value
        return found
    plain = value.normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def _headers(name: str) -> dict[str, str]:
    return {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
