"""People work while web process, PostgreSQL and Redis are killed and paused, and networks and apps break off.

Read your writes, monotonic reads and writes, whole transactions, convergence. `make soak` goes through it a
hundred times with pauses of up to ten seconds.
"""

import asyncio
import os

import pytest

from tests.broken_machines import Life, machines
from tests.seeds import seeds_for

RUNS = int(os.environ.get("LOCKSTEP_SOAK_RUNS", "1"))
LONGEST_PAUSE = 10.0 if RUNS > 1 else 1.0


@pytest.fixture(scope="module")
def broken():
    with machines() as found:
        yield found


@pytest.mark.machine
@pytest.mark.parametrize("seed", seeds_for("broken machines", RUNS))
def test_nothing_is_lost_while_machines_break(broken, seed):
    print(f"seed {seed}")
    life = Life(broken, seed, LONGEST_PAUSE)
    asyncio.run(life.go_through())
    answered = [entry.status for client in life.clients for entry in client.entries.values()]
    print({status: answered.count(status) for status in sorted(set(answered))})
    assert answered.count("applied") > 0
