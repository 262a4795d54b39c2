"""Live hints: that something changed, never what."""

from msgspec import Struct


class Hint(Struct, frozen=True):
    """A topic that moved: a slice's name such as `proposal`, `plan`, `kpi`, `demand_change`, `alert`."""

    topic: str
