"""The one place that knows numba: a function is compiled where it can be, and left as it is elsewhere.

numba looks at the age of a function's own file alone, and a kernel holds the machine code of those it
calls: so what is older than any file here is thrown away before it is read.
"""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def _compiler() -> Any:
    """numba, or None where it is not installed or told not to compile (its `NUMBA_DISABLE_JIT`)."""
    try:
        numba = importlib.import_module("numba")
    except ImportError:
        return None
    return None if numba.config.DISABLE_JIT else numba


def _drop_stale() -> None:
    """Throw away machine code that is older than a source file of this package."""
    here = Path(__file__).parent
    newest = max(source.stat().st_mtime for source in here.glob("*.py"))
    for kept in here.glob("__pycache__/*.nb[ic]"):
        try:
            if kept.stat().st_mtime < newest:
                kept.unlink()
        except OSError:
            continue


_numba = _compiler()
if _numba is not None:
    _drop_stale()

IS_COMPILED: Final = _numba is not None


def compiled(kernel: Kernel) -> Kernel:
    """Compile a function over arrays, its machine code kept on disk for the next process.

    Integers alone, and no fast mathematics: compiled and plain give the same bits.
    """
    if _numba is None:
        return kernel
    made: Kernel = _numba.njit(cache=True)(kernel)
    return made


def leaf(kernel: Kernel) -> Kernel:
    """As `compiled`, for functions that only other kernels call and that make no arrays.

    They need no counting of references; that count, not the arithmetic, is what a small function would
    spend its time on. They take a third of the time to compile.
    """
    if _numba is None:
        return kernel
    made: Kernel = _numba.njit(
        cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False
    )(kernel)
    return made


def inlined(kernel: Kernel) -> Kernel:
    """As `leaf`, written into those that call it: for what is done lot by lot."""
    if _numba is None:
        return kernel
    made: Kernel = _numba.njit(
        cache=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, _nrt=False, forceinline=True
    )(kernel)
    return made
