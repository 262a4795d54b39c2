"""What is left to give of lots that end."""

from backend.engine.situation import Node
from backend.engine.view import View


class Shelf:
    """A pool of lots that end: what is given has to last."""

    def __init__(self, view: View, node: Node) -> None:
        self.days = view.ground.days
        self._view, self._node = view, node

    def free(self, day: int, life: int) -> int:
        """Units that last so long and that nobody needs later."""
        return max(0, self._view.free_on(self._node, day, life))

    def take(self, day: int, units: int, life: int) -> None:
        """Give units away on a day."""
        self._view.want(self._node, day, units, life)
