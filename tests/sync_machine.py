"""Everything that can happen to phones, rows, rights and the server, in any order, and what must hold.

The invariants are those of the protocol: I1 to I10. The rules act through the wire or through the same
commands and statements that the company uses; nothing is faked on the server's side.
"""

from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, ClassVar
from unittest.mock import patch
from uuid import UUID

import msgspec
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from backend.demand.commands import RequestDemandChange
from backend.identity.commands import GrantScope, RevokeScope
from backend.sync import operations
from backend.sync.entities import ENTITIES
from shared.schemas.ops import RequestDemandChangeArgs
from tests.builders import add_lines
from tests.offline_clients import REFUSED, Fate, OfflineClient
from tests.phones import change_args
from tests.sync_world import SyncWorld

PEOPLE = ("marta", "viktor", "igor", "marta", "anna")
COMPANIES = (
    ("marta", "marta"),
    ("marta", "viktor", "marta"),
    ("marta", "igor", "marta"),
    ("marta", "marta", "igor", "anna"),
    PEOPLE,
)
# Multiples of the pack are taken; 45 and -500 are refused, whatever the line.
QUANTITIES = ("10", "20", "30", "40", "50", "80", "45", "-500")
ASKED = ("request_demand_change", "amend_demand_change", "withdraw_demand_change")
CHANGES: tuple[dict[str, Any], ...] = (
    {"quantity_delta": "60"},
    {"quantity_delta": "70"},
    {"quantity_delta": "45"},
    {"note": "call back"},
    {"is_urgent": True},
)
ENTITY_OF = {"decide_proposal": "proposal"}
EFFECTS_SQL = """
    SELECT (SELECT count(*) FROM audit_line WHERE command = ANY($1::text[])) AS effects,
           (SELECT count(*) FROM sync_op WHERE status = 'applied') AS receipts,
           (SELECT count(*) FROM sync_op WHERE status = 'claimed') AS unanswered
"""
COMMANDS = ["RequestDemandChange", "AmendDemandChange", "WithdrawDemandChange", "DecideProposal"]
ORDER_SQL = """
    SELECT client_id, entity_id, array_agg((answer->>'ver')::int ORDER BY client_seq) AS vers
    FROM sync_op WHERE status = 'applied' GROUP BY client_id, entity_id HAVING count(*) > 1
"""
WRITES_SQL = "SELECT coalesce(sum(ver), 0)::int FROM ({}) AS written".format(
    " UNION ALL ".join(f"SELECT ver FROM {entity.name}" for entity in ENTITIES)
)


class RequestArgsOfTheNextVersion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a later app might send: the note is called a remark."""

    customer_id: UUID
    item_id: UUID
    quantity_delta: str
    reason: str
    demand_line_id: UUID | None
    site_id: UUID | None
    due_on: str | None
    is_cancellation: bool
    is_urgent: bool
    confidence: float | None
    remark: str


def asked_by_the_next_version(row_id: UUID, base_ver: int, args: Any) -> RequestDemandChange:
    same = msgspec.to_builtins(args)
    same["note"] = same.pop("remark")
    return RequestDemandChange.asked(
        row_id, base_ver, msgspec.convert(same, RequestDemandChangeArgs)
    )


def renamed(args: dict[str, Any]) -> dict[str, Any]:
    """Args of a first version's request as the next one has them."""
    rest = {name: value for name, value in args.items() if name != "note"}
    return {**rest, "remark": args.get("note", "")}


# What may happen, how often against the rest, and what is left to chance about it.
WHO = st.integers(0, 4)
WHICH = st.integers(0, 99)
SCOPE = st.integers(0, 2)
SOME = st.lists(WHICH, min_size=1, max_size=4)
ACTS: dict[str, tuple[int, dict[str, st.SearchStrategy[Any]]]] = {
    "ask": (6, {"who": WHO, "quantity": st.sampled_from(QUANTITIES), "is_new": st.booleans()}),
    "amend": (8, {"who": WHO, "which": WHICH, "changes": st.sampled_from(CHANGES)}),
    "withdraw": (2, {"who": WHO, "which": WHICH}),
    "decide": (4, {"is_approved": st.booleans()}),
    "settle": (2, {"who": WHO, "asks_again": st.booleans()}),
    "push": (10, {"who": WHO, "fate": st.sampled_from(Fate)}),
    "push_while_a_row_is_held": (1, {"who": WHO}),
    "an_old_request_arrives": (2, {"who": WHO, "which": WHICH}),
    "late_answers_arrive": (2, {"who": WHO, "newest_first": st.booleans()}),
    "pull": (6, {"who": WHO, "limit_kb": st.sampled_from((1, 2, 64))}),
    "pull_one_page": (4, {"who": WHO, "is_lost": st.booleans()}),
    "add": (2, {"scope": SCOPE, "count": st.integers(1, 12)}),
    "move": (2, {"which": SOME, "scope": SCOPE}),
    "move_a_change": (1, {"which": WHICH, "scope": SCOPE}),
    "alter": (2, {"which": SOME}),
    "delete": (2, {"which": WHICH, "is_outright": st.booleans()}),
    "grant_or_revoke": (3, {"who": WHO, "scope": SCOPE, "is_granted": st.booleans()}),
    "the_worker_works": (4, {}),
    "redis_is_flushed": (1, {}),
    "somebody_writes_slowly": (1, {}),
    "the_slow_writer_ends": (2, {}),
    "a_backup_is_made": (1, {}),
    "the_backup_is_restored": (1, {}),
    "the_server_is_updated": (1, {}),
    "an_app_is_updated": (1, {"who": WHO}),
    "come_to_rest": (3, {"who": WHO}),
}
STEPS = st.sampled_from([name for name, (often, _) in ACTS.items() for _ in range(often)]).flatmap(
    lambda name: st.tuples(st.just(name), st.fixed_dictionaries(ACTS[name][1]))
)


class SyncMachine(RuleBasedStateMachine):
    """Two to five clients of one small company; `world` is set by whoever runs it."""

    world: ClassVar[SyncWorld]
    happened: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.clients: list[OfflineClient] = []
        self.patches = ExitStack()
        self.server_ver = 1
        self.slow: Any = None
        self.run(self.world.begin())

    def run(self, wanted: Any) -> Any:
        return self.world.run(wanted)

    @initialize(people=st.sampled_from(COMPANIES), most=st.sampled_from((1, 3, 100)))
    def people_sign_in(self, people: tuple[str, ...], most: int) -> None:
        for name in people:
            client = OfflineClient(name, self.world.phone(), most=most, happened=self.happened)
            self.run(client.sign_in())
            self.clients.append(client)
        self.lines = [
            str(self.world.company.hartmann_line),
            str(self.world.company.baltic_line),
            str(self.world.company.ostrov_line),
        ]

    @rule(step=STEPS)
    def step(self, step: tuple[str, dict[str, Any]]) -> None:
        name, given = step
        getattr(self, name)(**given)

    def client(self, number: int) -> OfflineClient:
        return self.clients[number % len(self.clients)]

    def asker(self, number: int) -> OfflineClient:
        """Mostly a rep; now and then somebody who may not ask."""
        reps = [client for client in self.clients if client.name in {"marta", "igor"}]
        return self.client(number) if number == len(PEOPLE) - 1 else reps[number % len(reps)]

    # What people do on their phones.

    def ask(self, who: int, quantity: str, *, is_new: bool) -> None:
        client = self.asker(who)
        args = change_args(self.world.company, quantity_delta=quantity)
        if is_new:
            args |= {"demand_line_id": None, "due_on": "2026-12-20"}
        if client.name == "igor":
            args |= {"customer_id": str(self.world.company.baltic)}
            args |= {} if is_new else {"demand_line_id": str(self.world.company.baltic_line)}
        client.save(
            "request_demand_change",
            args if client.schema_ver == 1 else renamed(args),
            "demand_change",
        )

    def amend(self, who: int, which: int, changes: dict[str, Any]) -> None:
        client = self.asker(who)
        found = self.change_of(client, which)
        if found is not None:
            row_id, args = found
            client.save("amend_demand_change", {**args, **changes}, "demand_change", row_id)

    def withdraw(self, who: int, which: int) -> None:
        client = self.asker(who)
        found = self.change_of(client, which)
        if found is not None:
            client.save("withdraw_demand_change", {"reason": "other"}, "demand_change", found[0])

    def change_of(self, client: OfflineClient, which: int) -> tuple[str, dict[str, Any]] | None:
        """A change that this client sees: pulled, or only saved; with what it asks now."""
        shown: dict[str, dict[str, Any]] = {}
        for row in client.phone.rows.get("demand_change", {}).values():
            shown[row["id"]] = {name: row[name] for name in change_args(self.world.company)}
        for entry in client.entries.values():
            if entry.op["kind"] in ASKED[:2] and entry.status not in REFUSED:
                args = dict(entry.op["args"])
                if "remark" in args:
                    args["note"] = args.pop("remark")
                shown[entry.op["id"]] = args
        if not shown:
            return None
        # The newest ones, so that two phones often have the same one in hand.
        row_id = sorted(shown)[-1 - which % min(2, len(shown))]
        return row_id, shown[row_id]

    def decide(self, *, is_approved: bool) -> None:
        """A supervisor decides on what the tablet has shown last."""
        for client in self.clients:
            for row in client.phone.rows.get("proposal", {}).values():
                chosen = [each for each in row["alternatives"] if each["is_recommended"]]
                if client.name != "viktor" or row["status"] != "open" or not chosen:
                    continue
                args = {
                    "decision": "approve" if is_approved else "reject",
                    "plan_revision_id": row["plan_revision_id"],
                    "alternative": chosen[0]["code"] if is_approved else None,
                    "reason": None if is_approved else "cost",
                }
                client.save("decide_proposal", args, "proposal", row["id"])
                return

    def settle(self, who: int, *, asks_again: bool) -> None:
        client = self.client(who)
        if not client.refused:
            return
        entry = client.refused[0]
        entry.is_settled = True
        if asks_again and entry.schema_ver == client.schema_ver:
            op = entry.op
            client.save(
                op["kind"], op["args"], ENTITY_OF.get(op["kind"], "demand_change"), op["id"]
            )

    # What becomes of requests.

    def push(self, who: int, fate: Fate) -> None:
        client = self.client(who)
        before = self.run(self.written())
        results = self.run(client.push(fate))
        self.check_answers(client, results, self.run(self.written()) - before)

    def push_while_a_row_is_held(self, who: int) -> None:
        client = self.client(who)
        held = client.queued[0].op["id"] if client.queued else None

        async def pushed() -> list[dict[str, Any]]:
            slow = await self.world.held_elsewhere()
            try:
                async with slow.transaction():
                    await slow.execute("SELECT 1 FROM demand_change WHERE id = $1 FOR UPDATE", held)
                    await slow.execute("SELECT 1 FROM proposal WHERE id = $1 FOR UPDATE", held)
                    return await client.push()
            finally:
                await slow.close()

        self.check_answers(client, self.run(pushed()), None)

    def an_old_request_arrives(self, who: int, which: int) -> None:
        client = self.client(who)
        if client.sent:
            self.run(client.deliver(client.sent[which % len(client.sent)]))

    def late_answers_arrive(self, who: int, *, newest_first: bool) -> None:
        client = self.client(who)
        for epoch, answer in reversed(client.late) if newest_first else client.late:
            client.answered(answer["results"], epoch)
        client.late.clear()

    def pull(self, who: int, limit_kb: int) -> None:
        self.run(self.client(who).pull(limit_kb))

    def pull_one_page(self, who: int, *, is_lost: bool) -> None:
        self.run(self.client(who).pull_page(1, is_lost=is_lost))

    # What the company does meanwhile.

    def add(self, scope: int, count: int) -> None:
        self.lines += self.run(add_lines(self.world.company, self.scope(scope), count))

    def move(self, which: list[int], scope: int) -> None:
        self.update(
            "UPDATE demand_line SET scope_id = $2 WHERE id = ANY($1::uuid[])",
            which,
            self.scope(scope),
        )

    def move_a_change(self, which: int, scope: int) -> None:
        self.run(
            self.world.owner.execute(
                "UPDATE demand_change SET scope_id = $2 WHERE id = (SELECT id FROM demand_change "
                "ORDER BY id OFFSET $1 LIMIT 1)",
                which % 5,
                self.scope(scope),
            )
        )

    def alter(self, which: list[int]) -> None:
        self.update(
            "UPDATE demand_line SET is_urgent = NOT is_urgent WHERE id = ANY($1::uuid[])", which
        )

    def delete(self, which: int, *, is_outright: bool) -> None:
        added = [which % len(self.lines)] if which % len(self.lines) > 2 else []
        statement = (
            "DELETE FROM demand_line WHERE id = ANY($1::uuid[])"
            if is_outright
            else "UPDATE demand_line SET deleted_at = now() WHERE id = ANY($1::uuid[])"
        )
        self.update(statement, added)

    def grant_or_revoke(self, who: int, scope: int, *, is_granted: bool) -> None:
        person = getattr(self.world.company, self.client(who).name)

        async def changed() -> None:
            held = await self.world.owner.fetchval(
                "SELECT 1 FROM scope_membership WHERE person_id = $1 AND scope_id = $2 "
                "AND revoked_at IS NULL",
                person,
                self.scope(scope),
            )
            if is_granted:
                await self.world.process.dispatcher.dispatch(
                    GrantScope(person, self.scope(scope)), actor_id=None
                )
            elif held:
                await self.world.process.dispatcher.dispatch(
                    RevokeScope(person, self.scope(scope)), actor_id=None
                )

        self.run(changed())

    def the_worker_works(self) -> None:
        """What waits is carried out, and the tablets are told."""
        self.run(self.world.work())
        for client in self.clients:
            if client.name == "viktor":
                self.run(client.pull())

    def redis_is_flushed(self) -> None:
        self.run(self.world.flush_redis())

    def somebody_writes_slowly(self) -> None:
        if self.slow is not None:
            return

        async def begun() -> Any:
            slow = await self.world.held_elsewhere()
            await slow.execute("BEGIN; SELECT pg_current_xact_id()")
            return slow

        self.slow = self.run(begun())

    def the_slow_writer_ends(self) -> None:
        if self.slow is None:
            return
        self.run(self.slow.close())
        self.slow = None

    def a_backup_is_made(self) -> None:
        self.run(self.world.back_up())
        self.kept_lines = list(self.lines)

    def the_backup_is_restored(self) -> None:
        if not self.world.has_backup or self.slow is not None:
            return
        self.run(self.world.restore())
        self.lines = list(self.kept_lines)

    def the_server_is_updated(self) -> None:
        if self.server_ver > 1:
            return
        self.server_ver = 2
        kinds = {
            **operations.OP_KINDS,
            "request_demand_change": replace(
                operations.OP_KINDS["request_demand_change"],
                args=RequestArgsOfTheNextVersion,
                command=asked_by_the_next_version,
            ),
        }
        upcasts = {("request_demand_change", 1): renamed}
        for name, value in (
            ("backend.sync.operations.SCHEMA_VER", 2),
            ("backend.sync.push.SCHEMA_VER", 2),
            ("backend.sync.operations.OP_KINDS", kinds),
            ("backend.sync.push.OP_KINDS", kinds),
            ("backend.sync.operations.UPCASTS", upcasts),
        ):
            self.patches.enter_context(patch(name, value))

    def an_app_is_updated(self, who: int) -> None:
        self.client(who).schema_ver = 2

    # What must hold.

    @property
    def is_ahead(self) -> bool:
        """Whether an app is newer than the server: its ops have to wait."""
        return any(client.schema_ver > self.server_ver for client in self.clients)

    def come_to_rest(self, who: int) -> None:
        if self.slow is not None or self.is_ahead:
            return
        self.rest(self.client(who))

    def rest(self, client: OfflineClient) -> None:
        """I10: two rounds, with whatever a restore or an ended session asks for. I1, I3, I5: all is there."""
        for _ in range(2):
            self.run(client.round())
        self.happened["came to rest"] += 1
        assert client.queued == []
        assert client.pending == [], "applied and not included after two rounds"
        truth = self.run(self.world.truth(getattr(self.world.company, client.name)))
        held = {entity: client.phone.rows.get(entity, {}) for entity in truth}
        assert {entity: set(rows) for entity, rows in held.items()} == {
            entity: set(rows) for entity, rows in truth.items()
        }
        for entity, rows in truth.items():
            for row_id, row in rows.items():
                assert held[entity][row_id] == row
        self.run(self.check_kept(client))

    async def check_kept(self, client: OfflineClient) -> None:
        """Every op that was saved has its receipt, with the answer that the client got."""
        rows = await self.world.owner.fetch(
            "SELECT op_id::text, status FROM sync_op WHERE client_id = $1", client.phone.client_id
        )
        kept = {row["op_id"]: row["status"] for row in rows}
        for op_id, entry in client.entries.items():
            if not entry.is_settled:
                assert kept[op_id] == entry.status

    async def written(self) -> int:
        return int(await self.world.owner.fetchval(WRITES_SQL))

    def check_answers(
        self, client: OfflineClient, results: list[dict[str, Any]], writes: int | None
    ) -> None:
        """I7: a refused op writes nothing. I9: only an op behind a refused one of its own row waits."""
        kinds = {op_id: entry.op["kind"] for op_id, entry in client.entries.items()}
        done = [
            result for result in results if result["status"] == "applied" and not result["replayed"]
        ]
        if writes is not None and all(kinds[each["op_id"]] in ASKED for each in done):
            assert writes == len(done), f"{len(done)} ops applied, {writes} rows written"
        refused_rows = {
            entry.op["id"] for entry in client.entries.values() if entry.status in REFUSED
        } | {
            client.entries[result["op_id"]].op["id"]
            for result in results
            if result["status"] in REFUSED - {"deferred"}
        }
        for result in results:
            if result["status"] == "deferred":
                assert (
                    client.entries[result["op_id"]].op["id"] in refused_rows or result["replayed"]
                )

    @invariant()
    def every_effect_is_of_one_op(self) -> None:
        """I2, and that no op is ever left between claimed and answered."""
        if self.clients:
            row = self.run(self.world.owner.fetchrow(EFFECTS_SQL, COMMANDS))
            assert row["effects"] == row["receipts"]
            assert row["unanswered"] == 0

    @invariant()
    def rows_see_a_clients_ops_in_its_order(self) -> None:
        """I6."""
        for row in self.run(self.world.owner.fetch(ORDER_SQL)):
            assert row["vers"] == sorted(row["vers"]), row["entity_id"]

    def scope(self, number: int) -> UUID:
        company = self.world.company
        return (company.north, company.south, company.riga)[number]

    def update(self, statement: str, which: list[int], *values: object) -> None:
        ids = [self.lines[each % len(self.lines)] for each in which]
        self.run(self.world.owner.execute(statement, ids, *values))

    def play(
        self, people: tuple[str, ...], most: int, steps: list[tuple[str, dict[str, Any]]]
    ) -> None:
        """Go through a history that was written down, and check after each step."""
        self.people_sign_in(people=people, most=most)
        for step in steps:
            self.step(step=step)
            self.every_effect_is_of_one_op()
            self.rows_see_a_clients_ops_in_its_order()

    def teardown(self) -> None:
        try:
            if self.slow is not None:
                self.run(self.slow.close())
            if self.is_ahead:
                self.the_server_is_updated()
            for client in self.clients:
                self.rest(client)
        finally:
            self.patches.close()
            for client in self.clients:
                self.run(client.phone.http.aclose())
