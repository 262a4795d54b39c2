"""Memory of plans that nobody holds any more, kept for the next copy.

Memory that is fresh from the system costs a copy ten times as much as copying: page after page it has to be found and cleared.
"""

import sys
from mmap import mmap
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LINE: Final = 64
"""Bytes that the processor reads at once; each array begins with some of its own."""
KEPT: Final = 2
"""So many pieces are kept at most, whether somebody holds them or not."""


def references(pieces: list[NDArray[np.uint8]]) -> list[int]:
    """How many know each piece, the list and the question itself among them."""
    return [sys.getrefcount(piece) for piece in pieces]


[UNHELD] = references([np.empty(1, dtype=np.uint8)])
"""So many know a piece that nobody holds; asked, since it is not the same in every version of Python."""


class Room:
    """One piece of memory cut into arrays, one behind the other."""

    def __init__(self, piece: NDArray[np.uint8]) -> None:
        self._piece = piece
        self._at = -piece.ctypes.data % LINE

    def array(self, shape: tuple[int, ...], dtype: Any) -> NDArray[Any]:
        """The next array, with whatever stands there."""
        size = int(np.prod(shape)) * np.dtype(dtype).itemsize
        made = self._piece[self._at : self._at + size].view(dtype).reshape(shape)
        self._at += whole_lines(size)
        return made


class Shelf:
    """Pieces of memory that are taken again once no array in them is held; not for two threads at once."""

    def __init__(self) -> None:
        self._pieces: list[NDArray[np.uint8]] = []

    def room(self, arrays: "tuple[NDArray[Any], ...]") -> Room:
        """Room for arrays like these: used before where a piece is free, else fresh."""
        size = size_of(arrays)
        for at, known in enumerate(references(self._pieces)):
            if known == UNHELD and len(self._pieces[at]) >= size:
                return Room(self._pieces[at])
        # Straight from the system: large pages, which numpy would ask for, are slow to come by, and somebody waits.
        piece = np.frombuffer(mmap(-1, size), dtype=np.uint8)
        self._pieces = [*self._pieces, piece][-KEPT:]
        return Room(piece)


def size_of(arrays: "tuple[NDArray[Any], ...]") -> int:
    """Bytes of a piece in which arrays have room."""
    return sum(whole_lines(array.nbytes) for array in arrays) + LINE


def whole_lines(size: int) -> int:
    return -(-size // LINE) * LINE
