"""A queue that an app of any released version has kept is accepted whole, months later.

`tests/golden/queues/VERSION.json` is what lies in such an app's `ops` store, by person; ids of the company
stand there by their names. A file is written when a version is released, and never altered.
"""

import json
from pathlib import Path

import pytest

from backend.outbox.relay import drain
from backend.plan.queries import current_plan_lines
from backend.settings import PROJECT
from backend.sync.operations import OLDEST_SCHEMA_VER, OP_KINDS, SCHEMA_VER
from backend.worker import OutboxWorker

QUEUES = Path(__file__).parents[2] / "golden" / "queues"
RELEASED = {int(path.stem): path.read_text(encoding="utf-8") for path in QUEUES.glob("*.json")}
TRAVELS = ("op_id", "seq", "kind", "id", "base_ver", "args", "at")


def queue_of(version, person, **names):
    """A person's ops as they travel, with what names stand for."""
    text = RELEASED[version]
    for name, value in names.items():
        text = text.replace(f"<{name}>", str(value))
    return [{key: op[key] for key in TRAVELS} for op in json.loads(text)[person]]


def names_of(company):
    """What the names in Marta's queue stand for."""
    wanted = ("hartmann", "hartmann_line", "mixer", "primer", "thinner")
    return {"due_on": "2026-12-20"} | {name: getattr(company, name) for name in wanted}


def test_every_released_version_has_a_queue_with_every_kind_that_it_knew():
    assert set(RELEASED) == set(range(OLDEST_SCHEMA_VER, SCHEMA_VER + 1))
    newest = json.loads(RELEASED[SCHEMA_VER])
    assert {op["kind"] for ops in newest.values() for op in ops} == set(OP_KINDS)


def test_the_app_of_today_writes_the_version_that_the_server_reads():
    app = (PROJECT / "frontend/static/js/offline/ops.js").read_text(encoding="utf-8")
    assert f"export const SCHEMA_VERSION = {SCHEMA_VER};" in app


@pytest.mark.parametrize("version", RELEASED)
async def test_what_an_old_app_kept_is_accepted_whole(
    version, phone, small_company, new_phone, process
):
    names = names_of(small_company)

    answered = await phone.push(*queue_of(version, "marta", **names), schema_ver=version)

    assert {answer["op_id"]: answer["code"] for answer in answered if answer["code"]} == {}
    assert {answer["status"] for answer in answered} == {"applied"}

    await drain(OutboxWorker(process.dispatcher))
    tablet = new_phone()
    await tablet.sign_in("viktor")
    await tablet.pull()
    [line] = await current_plan_lines()
    proposal = next(
        row
        for row in tablet.rows["proposal"].values()
        if row["status"] == "open" and any(each["is_recommended"] for each in row["alternatives"])
    )
    chosen = next(each for each in proposal["alternatives"] if each["is_recommended"])
    names |= {"proposal": proposal["id"], "plan_revision": proposal["plan_revision_id"]}
    names |= {"alternative": chosen["code"], "plan_line": line.line_id}

    answered = await tablet.push(*queue_of(version, "viktor", **names), schema_ver=version)

    assert {answer["op_id"]: answer["code"] for answer in answered if answer["code"]} == {}
    assert {answer["status"] for answer in answered} == {"applied"}


@pytest.mark.parametrize("version", RELEASED)
async def test_a_queue_that_arrives_twice_is_carried_out_once(version, phone, small_company):
    queue = queue_of(version, "marta", **names_of(small_company))

    first = await phone.push(*queue, schema_ver=version)
    second = await phone.push(*queue, schema_ver=version)

    assert [(answer["status"], answer["replayed"]) for answer in second] == [
        (answer["status"], True) for answer in first
    ]
