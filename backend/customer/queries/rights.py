"""Who may do what about customers."""

from typing import Final

from backend.identity.model import Viewer
from shared.terms import Role

# Who says what holds for a customer; a rep for those of the own territories.
TELLERS: Final = (Role.REP, Role.PLANNER, Role.STEWARD, Role.ADMIN)
# Who defines fields.
DEFINERS: Final = (Role.PLANNER, Role.STEWARD, Role.ADMIN)
# Who decides on classes and their rules.
RULERS: Final = (Role.PLANNER, Role.ADMIN)
LOGGERS: Final = (Role.REP, Role.PLANNER)


def may_rule(viewer: Viewer) -> bool:
    """Whether the viewer decides on classes."""
    return viewer.has_role(*RULERS)
