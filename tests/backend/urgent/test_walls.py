"""A screen on a wall signs in with a link, once, and reads the urgent orders of its site and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from backend.assembly import Company
from backend.audit.tables import AuditLine
from backend.catalog import tables as catalog
from backend.identity.errors import NotAllowedError, NotFoundError
from backend.identity.queries import viewer_for
from backend.identity.tables import Scope
from backend.outbox.relay import drain
from backend.urgent.commands import MakeWall, RevokeWall
from backend.urgent.model.wall import IDLE_LIFE
from backend.urgent.queries.walls import walls_for
from backend.urgent.tables import UrgentOrder, WallScreen
from backend.worker import OutboxWorker
from shared.ids import new_id
from shared.terms import Role
from tests.backend.test_doors import DOORS, ids_of, knock
from tests.backend.urgent.orders import ask
from tests.builders import SmallCompany, add_person
from tests.phones import Phone

SIGN_IN, ORDERS = "/api/v1/wall/sign-in", "/api/v1/wall/orders"


@pytest.fixture
async def pavel(small_company: SmallCompany) -> UUID:
    return await add_person("Pavel Planner", [Role.PLANNER], [small_company.riga])


@pytest.fixture
async def elsewhere(small_company: SmallCompany) -> UUID:
    """A second plant with a scope of its own, that none of these people see."""
    site = new_id()
    await Scope.insert(Scope(id=site, kind="site", code="nar", name="Narva plant", region=""))
    [riga] = await catalog.Site.select().where(catalog.Site.id == small_company.riga)
    another = {**riga, "id": site, "scope_id": site, "code": "NARVA", "name": "Narva plant"}
    await catalog.Site.insert(catalog.Site(**another))
    return site


async def code_for(process: Company, person: UUID, site: UUID, name: str = "Hall 2") -> str:
    code: str = await process.dispatcher.dispatch(MakeWall(site, name), actor_id=person)
    return code


async def token_of(phone: Phone, code: str) -> str:
    answer = await phone.http.post(SIGN_IN, json={"code": code})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


async def test_a_link_lets_one_screen_in_that_shows_its_own_site_only(
    small_company: SmallCompany,
    process: Company,
    new_phone: Callable[[], Phone],
    pavel: UUID,
    elsewhere: UUID,
) -> None:
    await ask(small_company, process.dispatcher, OutboxWorker(process.dispatcher))
    screen = new_phone()
    token = await token_of(screen, await code_for(process, pavel, small_company.riga))

    answer = await screen.http.post(ORDERS, json={"token": token})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    shown = answer.json()
    assert (shown["site_name"], shown["count"]) == ("Riga plant", 1)
    [order] = shown["rows"]
    assert order.keys() == {
        "number", "customer_name", "item_name", "unit", "quantity", "running", "deliver_by",
    }  # fmt: skip
    assert [(each["stage"], each["owner_name"]) for each in order["running"]] == [
        ("receipt", "Pavel Planner")
    ]

    await UrgentOrder.update({UrgentOrder.site_id: elsewhere}, force=True)
    moved = await screen.http.post(ORDERS, json={"token": token})
    assert (moved.json()["count"], moved.json()["rows"]) == (0, [])


async def test_what_a_screen_knows_opens_no_other_door(
    small_company: SmallCompany, process: Company, new_phone: Callable[[], Phone], pavel: UUID
) -> None:
    token = await token_of(new_phone(), await code_for(process, pavel, small_company.riga))
    before = await AuditLine.count()
    ids = ids_of(small_company)
    opened = []
    for name in DOORS:
        if name in {"POST /api/v1/session", "DELETE /api/v1/session"}:
            continue
        as_cookie, as_bearer = new_phone(), new_phone()
        as_cookie.http.cookies.set("session", token)
        as_cookie.http.cookies.set("__Host-session", token)
        as_bearer.http.headers["Authorization"] = f"Bearer {token}"
        for phone in (as_cookie, as_bearer):
            status = (await knock(phone, name, ids)).status_code
            if status not in {401, 403}:
                opened.append((name, status))

    assert opened == []
    assert await AuditLine.count() == before
    # The positive control: the one door that it has.
    assert (await new_phone().http.post(ORDERS, json={"token": token})).status_code == 200


async def test_a_link_works_once_and_for_a_day_and_a_screen_until_it_is_ended(
    small_company: SmallCompany, process: Company, new_phone: Callable[[], Phone], pavel: UUID
) -> None:
    screen, other = new_phone(), new_phone()
    code = await code_for(process, pavel, small_company.riga)
    token = await token_of(screen, code)
    again = await other.http.post(SIGN_IN, json={"code": code})
    assert (again.status_code, again.json()["code"]) == (404, "wall_not_signed_in")

    late = await code_for(process, pavel, small_company.riga, "Shop")
    process.clock.advance(timedelta(hours=24))  # type: ignore[attr-defined]  # a frozen one
    assert (await other.http.post(SIGN_IN, json={"code": late})).status_code == 404
    assert (await screen.http.post(ORDERS, json={"token": token})).status_code == 200

    viewer = await viewer_for(pavel)
    [hall, shop] = (await walls_for(viewer)).walls
    assert (hall.name, hall.last_seen_at, shop.signed_in_at) == (
        "Hall 2",
        process.clock.now(),
        None,
    )
    await process.dispatcher.dispatch(RevokeWall(hall.id), actor_id=pavel)
    ended = await screen.http.post(ORDERS, json={"token": token})
    assert (ended.status_code, ended.json()["code"]) == (404, "wall_not_signed_in")
    assert [each.name for each in (await walls_for(viewer)).walls] == ["Shop"]


async def test_a_screen_that_was_not_seen_for_a_month_is_let_in_no_more(
    small_company: SmallCompany, process: Company, new_phone: Callable[[], Phone], pavel: UUID
) -> None:
    screen = new_phone()
    token = await token_of(screen, await code_for(process, pavel, small_company.riga))
    process.clock.advance(IDLE_LIFE)  # type: ignore[attr-defined]  # a frozen one
    assert (await screen.http.post(ORDERS, json={"token": token})).status_code == 404


async def test_only_who_keeps_runbooks_makes_a_link_and_only_at_a_site_of_theirs(
    small_company: SmallCompany, process: Company, pavel: UUID, elsewhere: UUID
) -> None:
    with pytest.raises(NotAllowedError):
        await code_for(process, small_company.viktor, small_company.riga)
    with pytest.raises(NotFoundError):
        await code_for(process, pavel, elsewhere)
    with pytest.raises(NotAllowedError):
        await walls_for(await viewer_for(small_company.viktor))
    assert await WallScreen.count() == 0

    await code_for(process, pavel, small_company.riga)
    [wall] = await WallScreen.select()
    olga = await add_person("Olga Other", [Role.PLANNER], [elsewhere])
    for person, error in ((small_company.viktor, NotAllowedError), (olga, NotFoundError)):
        with pytest.raises(error):
            await process.dispatcher.dispatch(RevokeWall(wall["id"]), actor_id=person)
    assert (await WallScreen.select())[0]["revoked_at"] is None
    assert (await walls_for(await viewer_for(olga))).walls == []


async def test_neither_a_link_nor_a_token_is_kept_or_written_down(
    small_company: SmallCompany, process: Company, new_phone: Callable[[], Phone], pavel: UUID
) -> None:
    code = await code_for(process, pavel, small_company.riga)
    token = await token_of(new_phone(), code)
    await drain(OutboxWorker(process.dispatcher))
    kept = str(await WallScreen.select()) + str(await AuditLine.select())
    assert code not in kept
    assert token not in kept
    commands = [row["command"] for row in await AuditLine.select().order_by(AuditLine.sequence)]
    assert commands[-2:] == ["MakeWall", "SignWallIn"]
