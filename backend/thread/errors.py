"""What can stand against a comment or a file."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class CommentTakenError(ConflictError):
    """A comment of this id says something else already."""

    code: ClassVar[str] = "comment_taken"
    status: ClassVar[int] = 409


class FileRefusedError(ProblemError):
    """The file is none of the kinds that are kept, tells more than it shows, or could act by itself."""

    code: ClassVar[str] = "file_refused"
    status: ClassVar[int] = 422


class TooManyFilesError(ConflictError):
    """A thing has as many files as it may (`most`)."""

    code: ClassVar[str] = "too_many_files"
    status: ClassVar[int] = 409
