"""Whatever happens, in whatever order: the protocol's ten promises hold, on the real application and PostgreSQL.

`make soak` runs a hundred times as many examples. LOCKSTEP_SOAK_SEED runs the examples of one seed again.
"""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.offline_clients import Fate
from tests.seeds import seeds_for
from tests.sync_machine import SyncMachine
from tests.sync_world import SyncWorld

EXAMPLES = int(os.environ.get("LOCKSTEP_SOAK_EXAMPLES", "200"))
AT_ONCE = 50
STEPS = 50
GIVEN = os.environ.get("LOCKSTEP_SOAK_SEED")
# `make test` goes through the same examples each time, so that it says something about the change that
# it runs on; `make soak` looks for new ones.
IS_SOAK = "LOCKSTEP_SOAK_EXAMPLES" in os.environ
COUNT = EXAMPLES // AT_ONCE
SEEDS = (
    [int(GIVEN)] if GIVEN else seeds_for("state machine", COUNT) if IS_SOAK else list(range(COUNT))
)

Step = tuple[str, dict[str, Any]]
Case = tuple[tuple[str, ...], int, list[Step]]


def ask(who: int, quantity: str = "40", *, is_new: bool = False) -> Step:
    return "ask", {"who": who, "quantity": quantity, "is_new": is_new}


def amend(who: int, **changes: str) -> Step:
    return "amend", {"who": who, "which": 0, "changes": changes}


def push(who: int, fate: Fate = Fate.ARRIVES) -> Step:
    return "push", {"who": who, "fate": fate}


def pull(who: int) -> Step:
    return "pull", {"who": who, "limit_kb": 64}


# Histories that are gone through each time; one that has failed belongs here, as Hypothesis prints it.
KEPT: dict[str, Case] = {
    "both phones edit one field and one of them loses the answer": (
        ("marta", "marta"),
        100,
        [
            ask(0), push(0), pull(0), pull(1), amend(0, quantity_delta="60"),
            amend(1, quantity_delta="70"), push(1, Fate.ANSWER_IS_LOST), push(0), push(1),
            ("settle", {"who": 0, "asks_again": True}), pull(0), push(0),
        ],
    ),
    "two phones edit different fields": (
        ("marta", "marta"),
        100,
        [
            ask(0), push(0), pull(0), pull(1), amend(0, note="call back"),
            amend(1, quantity_delta="70"), amend(1, quantity_delta="80"), push(0), push(1),
        ],
    ),
    "a restore takes back what phones had acknowledged": (
        ("marta", "marta"),
        1,
        [
            ask(0), push(0), ("a_backup_is_made", {}), amend(0, note="call back"), push(0), pull(0),
            pull(1), ask(1), push(1), ("the_backup_is_restored", {}), push(0, Fate.COMES_TWICE),
            ("an_old_request_arrives", {"who": 1, "which": 0}), ask(1), push(1),
        ],
    ),
    "a restore takes back what a phone sent that has never pulled": (
        ("marta", "marta"),
        1,
        [
            ask(0), ("a_backup_is_made", {}), push(0), ("an_old_request_arrives", {"who": 0, "which": 0}),
            ("the_backup_is_restored", {}), ask(0), ("come_to_rest", {"who": 0}),
        ],
    ),
    "a phone that begins anew sends into a history that is taken back, too": (
        ("marta", "marta"),
        1,
        [
            pull(0), ask(0), ("a_backup_is_made", {}), push(0), ("the_backup_is_restored", {}), pull(0),
            push(0), ("the_backup_is_restored", {}), ask(0), push(0), ("come_to_rest", {"who": 0}),
        ],
    ),
    "an answer that is older than the first pull comes after a restore": (
        ("marta", "marta"),
        100,
        [
            ask(0), ("a_backup_is_made", {}), push(0, Fate.ANSWER_COMES_LATE), ("the_backup_is_restored", {}),
            pull(0), ("late_answers_arrive", {"who": 0, "newest_first": False}),
            ("come_to_rest", {"who": 0}),
        ],
    ),
    "an op waits for a row while a later one is answered": (
        ("marta", "igor", "marta"),
        100,
        [
            ask(0), push(0), pull(0), ("withdraw", {"who": 0, "which": 0}), ask(0, is_new=True),
            ("push_while_a_row_is_held", {"who": 0}), pull(0), push(0), pull(0),
        ],
    ),
    "an old app sends to a new server after its scope was taken and given back": (
        ("marta", "marta"),
        3,
        [
            ask(0), ask(1), ("the_server_is_updated", {}), push(0), ("an_app_is_updated", {"who": 1}),
            ask(1), ("grant_or_revoke", {"who": 0, "scope": 0, "is_granted": False}), push(1),
            push(1), pull(0), ("grant_or_revoke", {"who": 0, "scope": 0, "is_granted": True}),
        ],
    ),
    "a supervisor decides while a slow writer holds the horizon": (
        ("marta", "viktor", "marta"),
        100,
        [
            ask(0), push(0), ("the_worker_works", {}), ("decide", {"is_approved": True}),
            ("somebody_writes_slowly", {}), push(1, Fate.ANSWER_COMES_LATE), pull(1), pull(0),
            ("late_answers_arrive", {"who": 1, "newest_first": True}),
            ("the_slow_writer_ends", {}), ("the_worker_works", {}),
        ],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def world(servers, template_database, tmp_path_factory):
    made = SyncWorld(servers, tmp_path_factory.mktemp("world"), template_database)
    with made.opened():
        SyncMachine.world = made
        SyncMachine.happened.clear()
        yield made


@pytest.mark.parametrize("case", KEPT.values(), ids=KEPT)
def test_a_history_that_was_written_down_ends_well(world, case):
    machine = SyncMachine()
    try:
        machine.play(*case)
    finally:
        machine.teardown()


@pytest.mark.parametrize("chosen", SEEDS)
def test_the_ten_promises_hold_whatever_happens(world, chosen):
    print(f"seed {chosen}: LOCKSTEP_SOAK_SEED={chosen} runs the same examples again")
    run_state_machine_as_test(
        seed(chosen)(type("Machine", (SyncMachine,), {})),
        settings=settings(
            max_examples=AT_ONCE,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.skipif(GIVEN is not None, reason="one seed need not see everything")
def test_everything_that_can_happen_has_happened(world):
    """The control: examples in which nothing goes wrong would prove nothing."""
    print(dict(SyncMachine.happened.most_common()))
    for wanted in (
        "request_demand_change applied", "request_demand_change applied, again",
        "amend_demand_change applied", "amend_demand_change conflict",
        "amend_demand_change deferred", "withdraw_demand_change applied",
        "decide_proposal applied", "code parallel_update", "code waits_for_refused", "left out",
        "began anew", "added", "removed", "dels", "has_more", "came to rest",
    ):  # fmt: skip
        assert SyncMachine.happened[wanted], wanted
