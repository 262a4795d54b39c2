"""Seeds of a run's randomised tests: other ones in every run, the same ones in all its processes.

A run in several processes has to collect the same tests in each of them, and a seed is part of a test's name.
"""

import os
import random
import secrets

# The test runner gives all processes of a run one name; a run in one process draws its own.
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or secrets.token_hex(16)


def seeds_for(name: str, count: int, below: int = 2**32) -> list[int]:
    """As many seeds as asked for; `name` keeps two tests of a run from drawing the same."""
    dice = random.Random(f"{RUN} {name}")
    return [dice.randrange(below) for _ in range(count)]
