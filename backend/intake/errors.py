"""What can go wrong when data comes in; each refused cell is a `CellError` until it is listed."""

from typing import ClassVar

from shared.problem import ProblemError
from shared.schemas.intake import BadCell


class CellError(Exception):
    """One value that cannot be taken; its sentence is the catalogue's `intake-<code>`."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}


class SourceError(ProblemError):
    """A file as a whole cannot be read; `intake-<code>` says why and what to do."""

    code: ClassVar[str] = "import_unreadable"
    status: ClassVar[int] = 400

    def __init__(self, reason: str, file: str, **facts: object) -> None:
        super().__init__(reason=reason, file=file, **facts)
        self.reason = reason
        self.file = file

    def as_cell(self) -> BadCell:
        """The same refusal as a line of the import's list."""
        rest = {name: value for name, value in self.facts.items() if name not in {"reason", "file"}}
        return BadCell(self.file, 0, "", "", self.reason, rest)


class ImportRefusedError(ProblemError):
    """Some rows were wrong, so nothing was changed; `bad_cells` are the first of them."""

    code: ClassVar[str] = "import_refused"
    status: ClassVar[int] = 409

    def __init__(self, bad_cells: list[BadCell], bad_count: int) -> None:
        super().__init__(count=bad_count)
        self.bad_cells = bad_cells
        self.bad_count = bad_count


class ImportTooLargeError(ProblemError):
    """The upload is larger than the import page takes."""

    code: ClassVar[str] = "import_too_large"
    status: ClassVar[int] = 413


class UploadUnreadableError(ProblemError):
    """The form that came is not one file and, at most, the wish to leave bad rows out."""

    code: ClassVar[str] = "upload_unreadable"
    status: ClassVar[int] = 400


class ImportUnknownError(ProblemError):
    """There is no import by this id."""

    code: ClassVar[str] = "import_unknown"
    status: ClassVar[int] = 404
