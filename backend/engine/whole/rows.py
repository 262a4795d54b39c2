"""Lists that grow together and become one array each."""

import numpy as np

from backend.engine.whole.layout import Ints


class Rows:
    """Columns by name; what has never been added to is an empty array."""

    def __init__(self) -> None:
        self._lists: dict[str, list[int]] = {}

    def add(self, **values: int) -> None:
        for name, value in values.items():
            self._lists.setdefault(name, []).append(value)

    def count(self, name: str) -> int:
        return len(self._lists.get(name, ()))

    def array(self, name: str) -> Ints:
        return np.array(self._lists.get(name, ()), dtype=np.int64)
