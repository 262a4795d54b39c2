"""A large file costs time, not memory."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

from backend.connectors.table_import.receive import tables_at
from backend.intake.staging import stage

ROWS = 60_000
HEADER = "order_reference,line_number,customer_code,item_code,site_code,ordered_on,due_on,quantity,status\n"


def written(path: Path, rows: int) -> Path:
    def lines() -> Iterator[str]:
        for number in range(rows):
            yield f"{number // 4},{number % 4 + 1},C-{number % 997},EP-7035-20,RIX,2026-11-12,2026-12-03,{number % 90 + 1},open\n"

    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        stream.writelines(lines())
    return path


def peak_of(path: Path, folder: Path) -> tuple[int, int]:
    """Rows read and the most bytes that were held at once."""
    folder.mkdir()
    tracemalloc.start()
    try:
        manifest = stage(tables_at(path, "demand_line.csv"), folder)
        return manifest.row_count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_ten_times_the_rows_need_no_more_memory(tmp_path: Path) -> None:
    small_count, small = peak_of(written(tmp_path / "small.csv", ROWS // 10), tmp_path / "a")
    large_count, large = peak_of(written(tmp_path / "large.csv", ROWS), tmp_path / "b")
    assert (small_count, large_count) == (ROWS // 10, ROWS)
    assert large < small * 1.5 + 2_000_000
