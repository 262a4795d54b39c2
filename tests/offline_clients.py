"""A client engine with an outbox for tests: it saves, sends, loses answers, and pulls by the protocol's rules.

It shares no code with the browser's engine. What happens to a request on its way is said by `Fate`.
"""

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

import httpx

from shared.ids import new_id
from tests.phones import Phone

FINAL = frozenset({"applied", "conflict", "rejected", "deferred"})
REFUSED = FINAL - {"applied"}


class Fate(Enum):
    """What becomes of a request and its answer."""

    ARRIVES = auto()
    NEVER_LEAVES = auto()
    ANSWER_IS_LOST = auto()
    ANSWER_IS_CUT = auto()
    COMES_TWICE = auto()
    ANSWER_COMES_LATE = auto()


class BehaviourError(AssertionError):
    """The server did what the protocol does not allow."""


@dataclass
class Entry:
    """An op in the outbox and what is known of it."""

    op: dict[str, Any]
    schema_ver: int
    answer: dict[str, Any] | None = None
    is_included: bool = False
    is_settled: bool = False

    @property
    def seq(self) -> int:
        return int(self.op["seq"])

    @property
    def status(self) -> str:
        return str(self.answer["status"]) if self.answer else "queued"


@dataclass
class OfflineClient:
    """A person's installation: base rows as pulled, and ops that are not included yet."""

    name: str
    phone: Phone
    schema_ver: int = 1
    entries: dict[str, Entry] = field(default_factory=dict)
    epoch: str | None = None
    seen: dict[str, int] = field(default_factory=dict)
    late: list[tuple[str | None, dict[str, Any]]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    happened: Counter[str] = field(default_factory=Counter)
    most: int = 100

    @property
    def queued(self) -> list[Entry]:
        return [entry for entry in self._in_order() if entry.answer is None]

    @property
    def pending(self) -> list[Entry]:
        """Applied and not included: still shown on top of the base."""
        return [
            entry
            for entry in self._in_order()
            if entry.status == "applied" and not entry.is_included
        ]

    @property
    def refused(self) -> list[Entry]:
        return [
            entry for entry in self._in_order() if entry.status in REFUSED and not entry.is_settled
        ]

    def row(self, entity: str, row_id: str) -> dict[str, Any] | None:
        return self.phone.rows.get(entity, {}).get(row_id)

    def save(
        self, kind: str, args: dict[str, Any], entity: str, row_id: str | None = None
    ) -> Entry:
        """Keep an op; it names the version of the base, whatever is pending on top of it."""
        row_id = row_id or str(new_id())
        base = self.row(entity, row_id)
        op = self.phone.op(kind, args, id=row_id, base_ver=base["ver"] if base else 0)
        entry = self.entries[op["op_id"]] = Entry(op, self.schema_ver)
        return entry

    async def sign_in(self) -> None:
        answer = await self.phone.sign_in(self.name)
        assert answer.status_code == 200, answer.text

    def envelope(self) -> dict[str, Any]:
        """The next ops in their order, of one version of the app."""
        ready = self.queued
        version = ready[0].schema_ver if ready else self.schema_ver
        ops = []
        for entry in ready[: self.most]:
            if entry.schema_ver != version:
                break
            ops.append(entry.op)
        return {"client_id": str(self.phone.client_id), "schema_ver": version, "ops": ops}

    async def push(self, fate: Fate = Fate.ARRIVES) -> list[dict[str, Any]]:
        """Send what is queued; the results as the server gave them, whether they arrive or not."""
        envelope = self.envelope()
        if fate is Fate.NEVER_LEAVES:
            return []
        self.sent.append(envelope)
        results = await self.deliver(envelope)
        if fate is Fate.COMES_TWICE:
            self.answered(await self.deliver(envelope), self.epoch)
        if fate is Fate.ANSWER_COMES_LATE:
            self.late.append((self.epoch, {"results": results}))
        if fate in {Fate.ARRIVES, Fate.COMES_TWICE}:
            self.answered(results, self.epoch)
        return results

    async def deliver(self, envelope: dict[str, Any]) -> list[dict[str, Any]]:
        """One envelope's journey, with the signing in that it may ask for."""
        answer = await self._asked("/sync/v1/push", envelope)
        if answer.status_code == 503:
            if not int(answer.headers["retry-after"]):
                raise BehaviourError("503 without a time to wait")
            return []
        if answer.status_code != 200:
            raise BehaviourError(f"push was answered with {answer.status_code}: {answer.text}")
        results: list[dict[str, Any]] = answer.json()["results"]
        asked = [op["op_id"] for op in envelope["ops"]]
        places = [asked.index(result["op_id"]) for result in results]
        if places != sorted(places):
            raise BehaviourError("results do not stand in the order of the ops")
        kinds = {op["op_id"]: op["kind"] for op in envelope["ops"]}
        for result in results:
            again = ", again" if result["replayed"] else ""
            self.happened[f"{kinds[result['op_id']]} {result['status']}{again}"] += 1
            self.happened[f"code {result['code']}"] += 1
        self.happened["left out"] += len(asked) - len(results)
        return results

    def answered(self, results: list[dict[str, Any]], epoch: str | None) -> None:
        """Take answers over that were asked for in a history; in another one they mean nothing."""
        if epoch != self.epoch:
            return
        for result in results:
            entry = self.entries[result["op_id"]]
            if entry.answer is None:
                entry.answer = result

    async def pull_page(self, limit_kb: int, *, is_lost: bool = False) -> dict[str, Any] | None:
        """One page, taken over unless it is lost; None when the server has another history."""
        phone = self.phone
        answer = await self._asked(
            "/sync/v1/pull",
            {
                "cursor": phone.cursor,
                "scopes": phone.scopes,
                "limit_kb": limit_kb,
                "client_id": str(phone.client_id),
            },
        )
        if is_lost:
            return None
        if answer.status_code == 409:
            self._begin_anew()
            return None
        if answer.status_code != 200:
            raise BehaviourError(f"pull was answered with {answer.status_code}: {answer.text}")
        page: dict[str, Any] = answer.json()
        for name in ("added", "removed", "reset", "dels", "has_more"):
            self.happened[name] += bool(page[name])
        if page["epoch"] != self.epoch:
            # Answers that came before the history had a name may be of another one.
            self._ask_again()
            self.epoch = page["epoch"]
        phone.apply(page)
        self._watch_versions()
        if not page["has_more"]:
            self._mend(page)
            self._include()
        return page

    async def pull(self, limit_kb: int = 64) -> dict[str, Any] | None:
        """Pull to the end; None when the server has another history."""
        while True:
            page = await self.pull_page(limit_kb)
            if page is None or not page["has_more"]:
                return page

    async def round(self) -> None:
        """What a client does when it has network: send all, then pull all.

        An answer counts only in the history that gave it, so the history is asked for first.
        """
        if self.epoch is None:
            await self.pull()
        while self.queued:
            before = len(self.queued)
            await self.push()
            if len(self.queued) == before:
                break
        await self.pull()

    async def _asked(self, path: str, body: dict[str, Any]) -> httpx.Response:
        answer = await self.phone.post(path, body)
        if answer.status_code == 401:
            await self.sign_in()
            answer = await self.phone.post(path, body)
        if answer.headers.get("x-sync") != "1":
            raise BehaviourError("an answer without X-Sync")
        return answer

    def _in_order(self) -> list[Entry]:
        return sorted(self.entries.values(), key=lambda entry: entry.seq)

    def _begin_anew(self) -> None:
        """Another history: pull from nothing; send again what is not included, and the last days' rest."""
        self.phone.cursor, self.phone.scopes, self.phone.rows = None, {}, {}
        self.phone.acked = 0
        self.happened["began anew"] += 1
        self.epoch, self.seen, self.sent = None, {}, []
        self._ask_again()

    def _ask_again(self) -> None:
        self.late = []
        for entry in self.entries.values():
            if entry.status == "applied" or not entry.is_settled:
                entry.answer, entry.is_included = None, False

    def _watch_versions(self) -> None:
        for held in self.phone.rows.values():
            for row in held.values():
                if row["ver"] < self.seen.get(row["id"], 0):
                    raise BehaviourError(f"{row['id']} went back to version {row['ver']}")
                self.seen[row["id"]] = row["ver"]

    def _mend(self, page: dict[str, Any]) -> None:
        for scope, check in page["check"].items():
            if self.phone.check_of(scope) != (check["n"], check["h"]):
                raise BehaviourError(f"the copy of {scope} does not agree with the server's check")

    def _include(self) -> None:
        """Rows and `acked` are of one snapshot: an op is acknowledged exactly when its row is here."""
        acked = self.phone.acked
        for entry in self._in_order():
            if entry.status != "applied" or entry.is_included or entry.answer is None:
                continue
            kind = "proposal" if entry.op["kind"] == "decide_proposal" else "demand_change"
            row = self.row(kind, entry.op["id"])
            if entry.seq <= acked:
                if row is not None and row["ver"] < entry.answer["ver"]:
                    raise BehaviourError(f"op {entry.seq} is acknowledged and its row is older")
                entry.is_included = True
            elif (
                row is not None
                and row["ver"] >= entry.answer["ver"]
                and all(each.seq > entry.seq for each in self.queued)
            ):
                raise BehaviourError(f"op {entry.seq} stands in the rows and is not acknowledged")
