"""What the timetable asks of plans."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoldPlanningChanges:
    """Fold up the notes of transactions that everybody sees: stamps then add up what is new alone."""
