"""The one place that knows numba: a function is compiled where it can be, and left as it is elsewhere.

numba looks at the age of a function's own file alone, and a kernel holds the machine code of those it
calls: so what is older than any file here is thrown away before it is read.
"""

import importlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar, cast

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


def _fetching() -> Any:
    """The processor's order to bring a place into its cache, as kernels give it."""
    names = ("numba.extending", "numba.core.cgutils", "numba.core.types", "llvmlite.ir")
    extending, cgutils, types, ir = (importlib.import_module(name) for name in names)

    def fetch(_context: Any, array: Any, places: Any) -> Any:  # noqa: ARG001 -- numba reads the names
        def build(context: Any, builder: Any, signature: Any, given: Any) -> Any:
            kind, small, byte = signature.args[0], ir.IntType(32), ir.IntType(8).as_pointer()
            held = context.make_array(kind)(context, builder, given[0])
            at = cgutils.unpack_tuple(builder, given[1])
            at = builder.bitcast(cgutils.get_item_pointer(context, builder, kind, held, at), byte)
            order = ir.FunctionType(ir.VoidType(), [byte, small, small, small])
            prefetch = cgutils.get_or_insert_function(builder.module, order, "llvm.prefetch.p0")
            # To be read, for long, data.
            builder.call(prefetch, [at, small(0), small(3), small(1)])
            return context.get_dummy_value()

        return types.void(array, types.UniTuple(types.intp, array.ndim)), build

    return extending.intrinsic(fetch)


def _leave(_array: Any, _places: tuple[int, ...]) -> None:
    """Nothing to be brought where nothing is compiled."""


fetch: Final[Callable[[Any, tuple[int, ...]], None]] = (
    _leave if _numba is None else cast("Callable[[Any, tuple[int, ...]], None]", _fetching())
)
"""Brings the place of an array into the cache while something else is worked on; it has to be a place of the array.

What a change reads lies far apart, and waiting for it takes longer than working on it.
"""
