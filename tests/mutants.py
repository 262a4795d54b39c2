"""Servers with one fault each: `make mutants` breaks a copy of the code and sees whether the tests notice.

A fault is a piece of text and what stands there instead; `killers` are the tests that ought to fail. The
working tree is never touched. That each fault still fits the code is checked in every run of the tests.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parents[1]
LEAST_KILLED: Final = 0.95
LONGEST_SECONDS: Final = 400
SYNC: Final = "tests/backend/sync"
PUSH: Final = f"{SYNC}/test_push.py"
PULL: Final = f"{SYNC}/test_pull.py"
PUSHING: Final = f"{SYNC}/test_push_conformance.py"
PULLING: Final = f"{SYNC}/test_pull_conformance.py"
TRIGGERS: Final = "migrations/sync/sync_2026_11_21t21_40_00_000000.py"
EXITS: Final = "migrations/sync/sync_2026_11_28t19_25_00_000000.py"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault; `before` stands exactly once in `file`."""

    name: str
    file: str
    before: str
    after: str
    killers: tuple[str, ...]

    def fits(self, root: Path) -> bool:
        return (root / self.file).read_text(encoding="utf-8").count(self.before) == 1

    def apply(self, root: Path) -> None:
        path = root / self.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(self.before, self.after), encoding="utf-8")


MUTANTS: Final = (
    Mutant(
        "receipts are not looked for",
        "backend/sync/repository.py",
        "FROM sync_op WHERE op_id = ANY($1::uuid[])",
        "FROM sync_op WHERE op_id = ANY($1::uuid[]) AND false",
        (PUSH,),
    ),
    Mutant(
        "two deliveries at once are both carried out",
        "backend/sync/repository.py",
        "        ON CONFLICT DO NOTHING\n        RETURNING op_id\n",
        "        ON CONFLICT (client_id, client_seq) DO UPDATE SET answer = excluded.answer\n"
        "        RETURNING op_id\n",
        (PUSH,),
    ),
    Mutant(
        "the answer is kept after the commit",
        "backend/sync/push.py",
        "                await self._finish(round_, op, kind, answer)\n                return answer\n"
        "        except",
        "            await self._finish(round_, op, kind, answer)\n            return answer\n"
        "        except",
        (PUSHING,),
    ),
    Mutant(
        "the hash is not compared",
        "backend/sync/push.py",
        "receipt.request_hash != hashes[op_id]:",
        "not receipt.request_hash:",
        (PUSH,),
    ),
    Mutant(
        "the person of a receipt is not looked at",
        "backend/sync/answers.py",
        "if receipt.person_id != session.person_id or receipt.answer is None:",
        "if receipt.answer is None:",
        (PUSH, PUSHING),
    ),
    Mutant(
        "a client id is anybody's",
        "backend/sync/clients.py",
        "        WHERE sync_client.person_id = excluded.person_id\n",
        "",
        (PUSH, PUSHING),
    ),
    Mutant(
        "a refused op in the same envelope holds nothing back",
        "backend/sync/push.py",
        "                round_.refused_here.add(op.id)",
        "                pass",
        (PUSH,),
    ),
    Mutant(
        "a refused op in an earlier envelope holds nothing back",
        "backend/sync/repository.py",
        "          AND settled_at IS NULL AND status IN ('conflict', 'rejected', 'deferred')\n"
        "        GROUP BY entity_id",
        "          AND settled_at IS NULL AND status IN ('claimed')\n        GROUP BY entity_id",
        (PUSH,),
    ),
    Mutant(
        "a refusal is not kept",
        "backend/sync/push.py",
        "            answer = await refusal(op, round_.session, kind, error)\n"
        "            await self._finish(round_, op, kind, answer)\n        return answer",
        "            pass\n        return await refusal(op, round_.session, kind, error)",
        (PUSH,),
    ),
    Mutant(
        "later ops pass one that waits for its row",
        "backend/sync/push.py",
        "            if op.id in waiting:\n                continue\n",
        "",
        (PUSHING,),
    ),
    Mutant(
        "an op that waits is acknowledged",
        "backend/sync/stream.py",
        "CASE WHEN waiting_since >= $3 THEN waiting_seq - 1 END",
        "CASE WHEN waiting_since > $3 + interval '9 years' THEN waiting_seq - 1 END",
        (PUSHING,),
    ),
    Mutant(
        "the same field changed since is merged",
        "backend/demand/model.py",
        "conflicts = tuple(field for field in changed if field in since)",
        "conflicts: tuple[str, ...] = ()",
        (PUSH, PUSHING),
    ),
    Mutant(
        "edits of any client count as one's own",
        "backend/sync/repository.py",
        "WHERE client_id = $1 AND entity_id = $2 AND client_seq < $3 AND status = 'applied'",
        "WHERE $1::uuid IS NOT NULL AND entity_id = $2 AND $3::bigint > 0 AND status = 'applied'",
        (PUSH, PUSHING),
    ),
    Mutant(
        "one's own edits count as somebody else's",
        "backend/sync/operations.py",
        "        merges=True,\n",
        "",
        (PUSHING,),
    ),
    Mutant(
        "a decision does not name its plan",
        "backend/proposal/model.py",
        "if not decision.plan_revision_id == proposal.plan_revision_id == plan_revision_now:",
        "if not decision.plan_revision_id:",
        (f"{SYNC}/test_decisions.py", "tests/domain/test_decisions.py"),
    ),
    Mutant(
        "old ops are read as new ones",
        "backend/sync/operations.py",
        "args = args if upcast is None else upcast(args)",
        "args = args if upcast is None else args",
        (f"{SYNC}/test_operations.py",),
    ),
    Mutant(
        "a replay shows what was taken away",
        "backend/sync/answers.py",
        "    if not viewer.sees(receipt.scope_id):\n        return True\n",
        "",
        (PUSH, PUSHING),
    ),
    Mutant(
        "the epoch of an envelope is not looked at",
        "backend/sync/push.py",
        "        if envelope.epoch is not None and envelope.epoch != await repository.epoch():\n"
        "            raise EpochChangedError\n",
        "",
        (PUSHING,),
    ),
    Mutant(
        "the epoch of a cursor is not looked at",
        "backend/sync/pull.py",
        "        if cursor.epoch != found.epoch:\n            raise EpochChangedError\n",
        "",
        (PULL,),
    ),
    Mutant(
        "a cursor is anybody's",
        "backend/sync/cursor.py",
        "hmac.new(key, person_id.bytes + body, hashlib.sha256)",
        "hmac.new(key, body, hashlib.sha256)",
        (f"{SYNC}/test_cursor.py", PULLING),
    ),
    Mutant(
        "an old cursor goes on",
        "backend/sync/pull.py",
        "        if day_of(self._clock.now()) - cursor.issued_on > TOMBSTONES_KEPT:\n"
        "            return None\n",
        "",
        (PULL, PULLING),
    ),
    Mutant(
        "the cursor stands one transaction too far",
        "backend/sync/pull.py",
        "            plan.position = rows[-1].position\n",
        "            plan.position = Position.below(horizon + 1)\n",
        (PULLING,),
    ),
    Mutant(
        "the cursor goes on to numbers that a crash gives out again",
        "backend/sync/pull.py",
        "        if rows:\n            plan.position = rows[-1].position\n",
        "        plan.position = end\n",
        (PULLING,),
    ),
    Mutant(
        "the first pull reads up to the horizon and one more",
        "backend/sync/pull.py",
        "Position.below(min(horizon, last + 1))\n",
        "Position.below(max(horizon, last + 1) + 1)\n",
        (PULLING,),
    ),
    Mutant(
        "there is no horizon",
        "backend/sync/stream.py",
        "            AND sync_xid < $4::text::xid8\n          ORDER BY sync_xid, id LIMIT $5\n"
        '        ) AS found"""',
        "            AND $4::text IS NOT NULL\n          ORDER BY sync_xid, id LIMIT $5\n"
        '        ) AS found"""',
        (PULLING,),
    ),
    Mutant(
        "order lines are sent without their scope",
        "backend/sync/stream.py",
        "          WHERE scope_id = held_id AND {entity.live}\n",
        "          WHERE (scope_id = held_id OR '{entity.name}' = 'demand_line') AND {entity.live}\n",
        (PULL,),
    ),
    Mutant(
        "changes of order lines are sent without their scope",
        "backend/sync/stream.py",
        "          WHERE scope_id = held_id AND (sync_xid, id) > ($2::text::xid8, $3::uuid)\n"
        "            AND sync_xid <",
        "          WHERE (scope_id = held_id OR '{entity.name}' = 'demand_line')\n"
        "            AND (sync_xid, id) > ($2::text::xid8, $3::uuid)\n            AND sync_xid <",
        (PULL, f"{SYNC}/test_convergence.py"),
    ),
    Mutant(
        "tombstones are not sent",
        "backend/sync/stream.py",
        "          WHERE scope_id = held_id AND (sync_xid, id) > ($2::text::xid8, $3::uuid)\n"
        "            AND sync_xid <",
        "          WHERE {entity.live} AND scope_id = held_id\n"
        "            AND (sync_xid, id) > ($2::text::xid8, $3::uuid)\n            AND sync_xid <",
        (PULL,),
    ),
    Mutant(
        "exits are not sent",
        "backend/sync/stream.py",
        "[*(_changes_of(entity) for entity in ENTITIES), _EXITS_SQL]",
        "[_changes_of(entity) for entity in ENTITIES]",
        (PULL,),
    ),
    Mutant(
        "a row leaves no exit in its old scope",
        TRIGGERS,
        "IF NEW.scope_id <> OLD.scope_id THEN",
        "IF NEW.scope_id IS NULL THEN",
        (PULL,),
    ),
    Mutant(
        "a row that is removed outright leaves no exit",
        EXITS,
        "VALUES (gen_random_uuid(), TG_TABLE_NAME, OLD.id, OLD.scope_id, now());",
        "SELECT gen_random_uuid(), TG_TABLE_NAME, OLD.id, OLD.scope_id, now() WHERE false;",
        (PULLING,),
    ),
    Mutant(
        "a row that is written keeps its version",
        TRIGGERS,
        "NEW.ver := OLD.ver + 1;",
        "NEW.ver := OLD.ver;",
        (PUSH,),
    ),
    Mutant(
        "a row is held that was never sent",
        "backend/sync/stream.py",
        '        "AND (sync_xid, id) <= ($3::text::xid8, $4::uuid)"',
        '        "AND ($3::text, $4::uuid) IS NOT NULL"',
        (PULL,),
    ),
    Mutant(
        "scopes that were taken are not named",
        "backend/sync/pull.py",
        "    removed = sorted((claimed | in_hand) & found.former_scope_ids)\n",
        "    removed: list[UUID] = []\n",
        (PULL,),
    ),
    Mutant(
        "scopes that were given are not filled",
        "backend/sync/pull.py",
        "    if added:\n        filling.append(Filling(tuple(added), Position.before_all()))\n",
        "",
        (PULL,),
    ),
    Mutant(
        "acked is not of the rows' snapshot",
        "backend/sync/stream.py",
        "WHERE client_id = $1 AND sync_xid >= $2::text::xid8),",
        "WHERE client_id = $1 AND sync_xid >= $2::text::xid8 AND false),",
        (PULL,),
    ),
    Mutant(
        "acked speaks of anybody's client",
        "backend/sync/stream.py",
        "WHERE id = $2 AND person_id = $1) AS last_seq",
        "WHERE id = $2 AND $1::uuid IS NOT NULL) AS last_seq",
        (PULL,),
    ),
    Mutant(
        "the check looks at ids only",
        "backend/sync/check.py",
        "id::text || ':' || ver,",
        "id::text || ':' || 1,",
        (PULL,),
    ),
    Mutant(
        "receipts are forgotten too early",
        "backend/sync/retention.py",
        "RECEIPTS_KEPT: Final = timedelta(days=400)",
        "RECEIPTS_KEPT: Final = timedelta(days=150)",
        (PUSHING,),
    ),
    Mutant(
        "exits are forgotten too early",
        "backend/sync/retention.py",
        "EXITS_KEPT: Final = TOMBSTONES_KEPT + timedelta(days=7)",
        "EXITS_KEPT: Final = TOMBSTONES_KEPT - timedelta(days=7)",
        (PULLING,),
    ),
    Mutant(
        "answers do not say that they are ours",
        "backend/kit/request_guard.py",
        '    (b"x-sync", b"1"),\n',
        "",
        (PUSHING,),
    ),
)


def survives(mutant: Mutant, root: Path) -> bool:
    """Whether the tests pass on a copy with this fault."""
    mutant.apply(root)
    command = [
        sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.killers,
    ]  # fmt: skip
    environment = {**os.environ, "LOCKSTEP_SOAK_EXAMPLES": "50", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ended = subprocess.run(
            command,
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            timeout=LONGEST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    # A suite that breaks before a test has failed proves nothing about the tests.
    if ended.returncode not in {0, 1} or (ended.returncode == 1 and "FAILED" not in ended.stdout):
        raise RuntimeError(f"{mutant.name}: the tests did not run\n{ended.stdout[-2000:]}")
    return ended.returncode == 0


def copied(to: Path) -> Path:
    """The files of the project, and what the tests need beside them."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    root = to / "lockstep"
    for name in filter(None, listed.stdout.split("\0")):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(PROJECT / name, target)
    return root


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="parts of names; none means all")
    wanted = parser.parse_args().names
    chosen = [each for each in MUTANTS if not wanted or any(part in each.name for part in wanted)]
    survivors = []
    for mutant in chosen:
        with tempfile.TemporaryDirectory(prefix="lockstep-mutant-") as folder:
            is_alive = survives(mutant, copied(Path(folder)))
        if is_alive:
            survivors.append(mutant.name)
        print(f"{'survived' if is_alive else 'killed  '}  {mutant.name}", flush=True)
    share = 1 - len(survivors) / max(1, len(chosen))
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} killed ({share:.0%})")
    return 0 if share >= LEAST_KILLED else 1


if __name__ == "__main__":
    sys.exit(main())
