"""Whatever happens to rows, rights and answers: a phone at rest holds exactly the rows of its scopes."""

import random
from typing import Any
from uuid import UUID

import pytest

from backend.demand import tables as demand
from backend.identity.commands import GrantScope, RevokeScope
from backend.kit.sql import fetch
from backend.sync.entities import ENTITIES
from tests.builders import NOW, SmallCompany, add_lines
from tests.phones import Phone, change_args
from tests.seeds import seeds_for

STEPS = 60
SEEDS = seeds_for("convergence", 3)


class Trace:
    """A company in which things happen by the dice, and two phones that look at it now and then."""

    def __init__(self, seed: int, company: SmallCompany, process: Any, phones: list[Phone]) -> None:
        self.dice = random.Random(seed)
        self.company = company
        self.process = process
        self.phones = phones
        self.lines: list[str] = []
        self.vers: dict[tuple[int, str], int] = {}
        self.steps = [
            (self.add, 4),
            (self.alter, 6),
            (self.move, 4),
            (self.delete, 2),
            (self.archive, 1),
            (self.grant, 3),
            (self.revoke, 3),
            (self.request, 4),
            (self.pull_all, 5),
            (self.pull_one_page, 6),
            (self.lose_an_answer, 3),
            (self.lose_the_copy, 1),
        ]

    async def step(self) -> str:
        [(act, _)] = self.dice.choices(self.steps, [weight for _, weight in self.steps])
        await act()
        return act.__name__

    def scope(self) -> UUID:
        return self.dice.choice([self.company.north, self.company.south, self.company.riga])

    def phone(self) -> Phone:
        return self.dice.choice(self.phones)

    async def add(self) -> None:
        self.lines += await add_lines(self.company, self.scope(), self.dice.randint(1, 25))

    async def alter(self) -> None:
        await self._update({demand.DemandLine.is_urgent: self.dice.random() < 0.5})

    async def move(self) -> None:
        await self._update({demand.DemandLine.scope_id: self.scope()})

    async def delete(self) -> None:
        await self._update({demand.DemandLine.deleted_at: NOW})

    async def archive(self) -> None:
        await self._update({demand.DemandLine.archived_at: NOW})

    async def grant(self) -> None:
        await self.process.dispatcher.dispatch(
            GrantScope(self.company.marta, self.scope()), actor_id=None
        )

    async def revoke(self) -> None:
        scope = self.scope()
        held = await fetch(
            "SELECT 1 FROM scope_membership WHERE person_id = $1 AND scope_id = $2 "
            "AND revoked_at IS NULL",
            self.company.marta,
            scope,
        )
        if held:
            await self.process.dispatcher.dispatch(
                RevokeScope(self.company.marta, scope), actor_id=None
            )

    async def request(self) -> None:
        phone = self.phone()
        args = change_args(self.company, demand_line_id=None, due_on="2026-12-20")
        await phone.push(phone.op("request_demand_change", args))

    async def pull_all(self) -> None:
        phone = self.phone()
        await phone.pull(limit_kb=self.dice.choice([1, 2, 4, 64]))
        self.watch(phone)

    async def pull_one_page(self) -> None:
        phone = self.phone()
        phone.apply((await phone.pull_raw(limit_kb=2)).json())
        self.watch(phone)

    async def lose_an_answer(self) -> None:
        await self.phone().pull_raw(limit_kb=2)

    async def lose_the_copy(self) -> None:
        phone = self.phone()
        phone.cursor, phone.scopes, phone.rows = None, {}, {}
        number = self.phones.index(phone)
        self.vers = {key: ver for key, ver in self.vers.items() if key[0] != number}

    def watch(self, phone: Phone) -> None:
        """No row of a phone ever goes back to an older version."""
        number = self.phones.index(phone)
        for held in phone.rows.values():
            for row in held.values():
                key = (number, row["id"])
                assert row["ver"] >= self.vers.get(key, 0)
                self.vers[key] = row["ver"]

    async def truth(self) -> dict[str, dict[str, int]]:
        """What Marta may see, asked of the tables."""
        return {
            entity.name: {
                str(row["id"]): row["ver"]
                for row in await fetch(
                    f"SELECT id, ver FROM {entity.name} WHERE {entity.live} AND scope_id IN "
                    "(SELECT scope_id FROM scope_membership WHERE person_id = $1 "
                    "AND revoked_at IS NULL)",
                    self.company.marta,
                )
            }
            for entity in ENTITIES
        }

    async def _update(self, values: dict[Any, Any]) -> None:
        if self.lines:
            chosen = self.dice.sample(self.lines, min(len(self.lines), self.dice.randint(1, 10)))
            await demand.DemandLine.update(values).where(demand.DemandLine.id.is_in(chosen))


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_phone_at_rest_holds_what_the_tables_hold(
    seed, phone, new_phone, small_company, process
):
    print(f"seed {seed}")
    tablet = new_phone()
    await tablet.sign_in("marta")
    trace = Trace(seed, small_company, process, [phone, tablet])
    done = [await trace.step() for _ in range(STEPS)]
    print(done)

    for each in trace.phones:
        page = await each.pull()
        truth = await trace.truth()
        assert {
            entity: {row_id: row["ver"] for row_id, row in each.rows.get(entity, {}).items()}
            for entity in truth
        } == truth
        assert each.mismatches == 0
        assert each.acked == each.seq
        assert set(each.scopes) == set(page["check"])


async def test_two_phones_that_have_pulled_all_agree(phone, new_phone, small_company):
    made = await add_lines(small_company, small_company.north, 30)
    tablet = new_phone()
    await tablet.sign_in("marta")
    await phone.pull(limit_kb=2)
    await tablet.pull()

    assert phone.rows == tablet.rows
    assert phone.ids("demand_line") == {*made, str(small_company.hartmann_line)}
