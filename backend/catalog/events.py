"""What the catalogue tells."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class CatalogChanged:
    """Master data have moved."""

    topics: ClassVar[tuple[str, ...]] = ("catalog",)

    ver: int
