"""What can keep a what-if from being made, changed or adopted."""

from typing import ClassVar

from shared.problem import ConflictError, ProblemError


class ScenarioOutdatedError(ConflictError):
    """The plan has moved since it was copied (`copied_number`, `present_number`: its revisions)."""

    code: ClassVar[str] = "scenario_outdated"
    status: ClassVar[int] = 409


class NothingToAdoptError(ProblemError):
    """A scenario of assumptions alone changes nothing that could be decided."""

    code: ClassVar[str] = "nothing_to_adopt"
    status: ClassVar[int] = 409


class WhatIfClosedError(ProblemError):
    """What was archived or adopted is kept as it is."""

    code: ClassVar[str] = "what_if_closed"
    status: ClassVar[int] = 409


class TooManyScenariosError(ProblemError):
    """A what-if has as many scenarios, or a scenario as many edits, as it may have (`most`)."""

    code: ClassVar[str] = "too_many_scenarios"
    status: ClassVar[int] = 409


class EditIncompleteError(ProblemError):
    """An edit does not say all that its kind needs, or says what cannot be (`kind`)."""

    code: ClassVar[str] = "edit_incomplete"
    status: ClassVar[int] = 422


class NameMissingError(ProblemError):
    """A what-if and a scenario have a name of at most 100 signs (`most`)."""

    code: ClassVar[str] = "name_missing"
    status: ClassVar[int] = 422


class OwnerOnlyError(ProblemError):
    """Only who made a what-if shares it or puts it away."""

    code: ClassVar[str] = "owner_only"
    status: ClassVar[int] = 403


class WeightsMissingError(ProblemError):
    """Weights are from 0 to 100, and at least one counts."""

    code: ClassVar[str] = "weights_missing"
    status: ClassVar[int] = 422
