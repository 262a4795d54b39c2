"""How every part of the fake gateway answers: as usual, as a test wants it, or not at all."""

from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from shared.problem import ProblemError

Usual = TypeVar("Usual")


@dataclass
class Answers:
    """`answers` stands in for what is usual, `problems` makes a method fail, `done` is what was asked to be done."""

    done: list[Any] = field(default_factory=list)
    problems: dict[str, ProblemError] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)

    def _answer(self, name: str, usual: Usual) -> Usual:
        if name in self.problems:
            raise self.problems[name]
        return cast("Usual", self.answers.get(name, usual))
