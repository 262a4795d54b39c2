"""A client of the sync protocol for tests: it signs in, pushes ops and keeps what it pulls.

Written from docs/sync-protocol.md alone: it shares no code with the server or with the browser's engine.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from shared.ids import new_id
from tests.builders import PASSWORD

ORIGIN = "http://127.0.0.1:8000"


@dataclass
class Phone:
    """One installation of the app: a client id, a cursor, rows; requests through any ASGI app."""

    http: httpx.AsyncClient
    client_id: UUID = field(default_factory=new_id)
    token: str = ""
    seq: int = 0
    cursor: str | None = None
    scopes: dict[str, int] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    acked: int = 0
    mismatches: int = 0
    pages: int = 0

    async def sign_in(self, name: str, password: str = PASSWORD, **headers: str) -> httpx.Response:
        answer = await self.http.post(
            "/api/v1/session",
            json={"email": f"{name}@small.example", "password": password},
            headers=headers,
        )
        if answer.status_code == 200:
            self.token = answer.json()["csrf_token"]
        return answer

    async def post(self, path: str, body: Any, **headers: str) -> httpx.Response:
        return await self.http.post(
            path, json=body, headers={"X-CSRF-Token": self.token, **headers}
        )

    def op(self, kind: str, args: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """An op with a number of its own; the server sees it only when it is pushed."""
        self.seq += 1
        return {
            "op_id": str(new_id()),
            "seq": self.seq,
            "kind": kind,
            "id": str(new_id()),
            "base_ver": 0,
            "args": args,
            "at": "2026-11-24T08:00:00Z",
            **changes,
        }

    async def push_raw(self, *ops: dict[str, Any], **envelope: Any) -> httpx.Response:
        return await self.post(
            "/sync/v1/push",
            {"client_id": str(self.client_id), "schema_ver": 1, "ops": list(ops), **envelope},
        )

    async def push(self, *ops: dict[str, Any], **envelope: Any) -> list[dict[str, Any]]:
        answer = await self.push_raw(*ops, **envelope)
        assert answer.status_code == 200, answer.text
        results: list[dict[str, Any]] = answer.json()["results"]
        return results

    async def pull_raw(self, **changes: Any) -> httpx.Response:
        return await self.post(
            "/sync/v1/pull",
            {
                "cursor": self.cursor,
                "scopes": self.scopes,
                "limit_kb": 64,
                "client_id": str(self.client_id),
                **changes,
            },
        )

    async def pull(self, limit_kb: int = 64) -> dict[str, Any]:
        """Pull to the end and answer the last page; a broken check replaces the scope, once."""
        broken: list[str] = []
        for _ in range(2):
            page = await self._pull_pages(limit_kb)
            broken = [
                scope
                for scope, check in page["check"].items()
                if self.check_of(scope) != (check["n"], check["h"])
            ]
            if not broken:
                return page
            self.mismatches += 1
            for scope in broken:
                self._drop(scope)
        raise AssertionError(f"the copy of {broken} does not agree with the server")

    async def _pull_pages(self, limit_kb: int) -> dict[str, Any]:
        while True:
            answer = await self.pull_raw(limit_kb=limit_kb)
            assert answer.status_code == 200, answer.text
            page: dict[str, Any] = answer.json()
            self.apply(page)
            if not page["has_more"]:
                return page

    def apply(self, page: dict[str, Any]) -> None:
        """Take one page over, whole."""
        self.pages += 1
        for scope in (*page["reset"], *page["removed"]):
            self._drop(scope)
        for entity, table in page["rows"].items():
            held = self.rows.setdefault(entity, {})
            for values in table["data"]:
                row = dict(zip(table["cols"], values, strict=True))
                if row["id"] not in held or held[row["id"]]["ver"] <= row["ver"]:
                    held[row["id"]] = row
        for entity, ids in page["dels"].items():
            for row_id in ids:
                self.rows.get(entity, {}).pop(row_id, None)
        for scope in (*page["added"], *page["reset"]):
            self.scopes[scope] = 1
        self.cursor = page["cursor"]
        self.acked = page["acked"].get(str(self.client_id), self.acked)

    def check_of(self, scope: str) -> tuple[int, str]:
        total, count = 0, 0
        for held in self.rows.values():
            for row in held.values():
                if row["scope_id"] == scope:
                    count += 1
                    mark = hashlib.sha256(f"{row['id']}:{row['ver']}".encode()).digest()
                    total += int.from_bytes(mark[:8], "big")
        return count, f"{total % 2**64:016x}"

    def ids(self, entity: str) -> set[str]:
        return set(self.rows.get(entity, {}))

    def _drop(self, scope: str) -> None:
        self.scopes.pop(scope, None)
        for held in self.rows.values():
            for row_id in [row_id for row_id, row in held.items() if row["scope_id"] == scope]:
                del held[row_id]


def change_args(company: Any, **changes: Any) -> dict[str, Any]:
    """Hartmann asks for 40 kits more, as it travels."""
    return {
        "demand_line_id": str(company.hartmann_line),
        "customer_id": str(company.hartmann),
        "item_id": str(company.primer),
        "site_id": None,
        "quantity_delta": "40",
        "due_on": None,
        "is_cancellation": False,
        "is_urgent": False,
        "reason": "project_start",
        "confidence": 0.8,
        "note": "",
        **changes,
    }


def inquiry_args(company: Any, **changes: Any) -> dict[str, Any]:
    """Hartmann asks about 30 cans of thinner, as it travels."""
    return {
        "customer_id": str(company.hartmann),
        "item_id": str(company.thinner),
        "quantity": "30",
        "due_on": "2026-12-03",
        "site_id": None,
        "note": "",
        **changes,
    }


def hold_args(company: Any, **changes: Any) -> dict[str, Any]:
    """The same, held until the evening of the next day."""
    return inquiry_args(company, held_until="2026-11-25T16:00:00Z", **changes)
