"""Archives and workbooks from outside: counted while they are unpacked, refused before they can hurt."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from backend.intake.errors import SourceError

MOST_ENTRIES: Final = 200
LARGEST_INFLATED: Final = 100 * 1024 * 1024
LARGEST_RATIO: Final = 100
# Below this much a high ratio is only a small file of equal lines.
RATIO_COUNTS_FROM: Final = 1024 * 1024
CHUNK: Final = 64 * 1024
# Document types and entities are how XML is made to explode or to read files; no spreadsheet needs them.
_DOCTYPE: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)|<\x00!\x00(D\x00O\x00C|E\x00N\x00T)|\x00<\x00!\x00(D\x00O\x00C|E\x00N\x00T)", re.IGNORECASE)  # fmt: skip
_OVERLAP: Final = 32


@contextmanager
def opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    """An archive with a bearable number of entries; raises `SourceError` for anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            if len(archive.infolist()) > MOST_ENTRIES:
                raise SourceError("archive_too_many", name, count=MOST_ENTRIES)
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise SourceError("archive_locked", name)
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as error:
        raise SourceError("archive_broken", name) from error


class Counter:
    """Counts what an archive inflates to, over all of its entries."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._total = 0

    def chunks(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        """The contents of an entry; raises `SourceError` as soon as they are too much."""
        inflated = 0
        with archive.open(entry) as stream:
            while chunk := stream.read(CHUNK):
                inflated += len(chunk)
                self._total += len(chunk)
                packed = max(1, entry.compress_size)
                if self._total > LARGEST_INFLATED or (
                    inflated > RATIO_COUNTS_FROM and inflated > packed * LARGEST_RATIO
                ):
                    raise SourceError(
                        "archive_too_large", self._name, mebibytes=LARGEST_INFLATED >> 20
                    )
                yield chunk


def check_workbook(path: Path, name: str) -> None:
    """Read every part of a workbook once, before a parser sees it: its size, and no document types."""
    counter = Counter(name)
    with opened(path, name) as archive:
        for entry in archive.infolist():
            tail = b""
            for chunk in counter.chunks(archive, entry):
                if _DOCTYPE.search(tail + chunk):
                    raise SourceError("workbook_unsafe", name)
                tail = chunk[-_OVERLAP:]
