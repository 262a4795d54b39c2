"""An upload on its way to disk: streamed under a name of our own, so that its name is never a path."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from multipart import MultipartError, MultipartSegment, PushMultipartParser

from backend.intake.errors import ImportTooLargeError, UploadUnreadableError
from shared.ids import new_id

LARGEST_UPLOAD: Final = 256 * 1024 * 1024
LONGEST_FIELD: Final = 64
LONGEST_NAME: Final = 200
MOST_PARTS: Final = 4
YES: Final = frozenset({"true", "1", "on", "yes"})


def uploads_in(home: Path) -> Path:
    """Where uploaded files wait until the worker has read them."""
    return home / "uploads"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has arrived: kept as `stored_name`, called `file_name` by the person."""

    run_id: UUID
    file_name: str
    stored_name: str
    skips_bad: bool


async def receive_upload(stream: AsyncIterator[bytes], boundary: str, folder: Path) -> Upload:
    """Write the one file of a form into `folder`; nothing stays there when it is refused."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    run_id = new_id()
    path = folder / str(run_id)
    try:
        with path.open("xb") as out:
            path.chmod(0o600)
            form = _Form(out)
            await _read(stream, boundary, form)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if not form.file_name:
        path.unlink(missing_ok=True)
        raise UploadUnreadableError
    return Upload(run_id, form.file_name, path.name, form.fields.get("skip_bad", "") in YES)


class _Form:
    """The parts of a form as they come in: one file, and short fields."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._name = ""
        self._is_file = False
        self.file_name = ""
        self.fields: dict[str, str] = {}

    def begin(self, part: MultipartSegment) -> None:
        """A part begins; a second file or an unknown field is refused."""
        self._name, self._is_file = part.name, bool(part.filename)
        if self._is_file and (part.name != "file" or self.file_name):
            raise UploadUnreadableError
        if not self._is_file and (part.name != "skip_bad" or part.name in self.fields):
            raise UploadUnreadableError
        if self._is_file:
            called = str(part.filename).replace("\\", "/").rsplit("/", 1)[-1]
            self.file_name = "".join(sign for sign in called if sign.isprintable())[-LONGEST_NAME:]
        else:
            self.fields[part.name] = ""

    def add(self, data: bytes) -> None:
        """Some more of the part that has begun."""
        if self._is_file:
            self._out.write(data)
            return
        self.fields[self._name] += data.decode("utf-8", "replace")
        if len(self.fields[self._name]) > LONGEST_FIELD:
            raise UploadUnreadableError


async def _read(stream: AsyncIterator[bytes], boundary: str, form: _Form) -> None:
    size = 0
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_PARTS) as parser:
            async for chunk in stream:
                size += len(chunk)
                if size > LARGEST_UPLOAD:
                    raise ImportTooLargeError
                await asyncio.to_thread(_take, parser, chunk, form)
    except MultipartError as error:
        raise UploadUnreadableError from error


def _take(parser: PushMultipartParser, chunk: bytes, form: _Form) -> None:
    for part in parser.parse(chunk):
        if isinstance(part, MultipartSegment):
            form.begin(part)
        elif part:
            form.add(bytes(part))
