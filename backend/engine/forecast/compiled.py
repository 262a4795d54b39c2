"""Compiles the loops with numba where it is there; without it the same functions run as plain Python.

What has been compiled is kept on disk. numba itself notices only a change of the file that holds a
function, not of those that it calls, so the text of all compiled files is what a kept result belongs to.
"""

import hashlib
import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

numba: Any
try:
    numba = importlib.import_module("numba")
except ImportError:  # a machine for which there is no wheel
    numba = None

IS_COMPILED = numba is not None and not numba.config.DISABLE_JIT

Function = TypeVar("Function", bound=Callable[..., Any])


def _stamp() -> str:
    texts = [each.read_bytes() for each in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256(b"".join(each for each in texts if b"@compiled" in each)).hexdigest()


_STAMP = _stamp()


def compiled(function: Function) -> Function:
    """The function, compiled on its first call and free of the interpreter's lock while it runs."""
    if not IS_COMPILED:
        return function
    try:
        found = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
        found._cache._cache_file._source_stamp = _STAMP  # noqa: SLF001 - numba has no public word for it
    except (RuntimeError, AttributeError):  # no folder to keep it in, or another numba
        found = numba.njit(nogil=True, error_model="numpy")(function)
    return cast("Function", found)
