"""Ops of every version that was ever released become the commands that they asked for."""

import json
from pathlib import Path

import msgspec
import pytest

from backend.demand.commands import WithdrawDemandChange
from backend.sync.operations import OLDEST_SCHEMA_VER, OP_KINDS, SCHEMA_VER, command_of
from shared.ids import new_id
from shared.schemas.ops import Op
from shared.terms import ReasonCode

# Written when a version is released, and never altered.
GOLDEN = Path(__file__).parents[2] / "golden" / "ops"
RELEASED = {
    int(path.stem): json.loads(path.read_text(encoding="utf-8")) for path in GOLDEN.glob("*.json")
}


def test_every_version_has_its_ops():
    assert set(RELEASED) == set(range(OLDEST_SCHEMA_VER, SCHEMA_VER + 1))


def test_the_present_version_has_an_op_of_every_kind():
    assert {each["kind"] for each in RELEASED[SCHEMA_VER]} == set(OP_KINDS)


@pytest.mark.parametrize(
    ("version", "given"),
    [
        pytest.param(version, given, id=f"{given['kind']} {version}")
        for version, ops in RELEASED.items()
        for given in ops
    ],
)
def test_an_op_becomes_the_command_that_it_asked_for(version, given):
    op = Op(
        op_id=new_id(),
        seq=1,
        kind=given["kind"],
        id=msgspec.convert(given["id"], type=Op.__annotations__["id"]),
        base_ver=given["base_ver"],
        args=given["args"],
    )

    command = json.loads(msgspec.json.encode(command_of(op, version)))
    # What a later version has added is left unsaid by an old op.
    told = {name: value for name, value in command.items() if value is not None}
    assert told == {name: value for name, value in given["command"].items() if value is not None}


def test_an_old_op_is_brought_up_version_by_version(monkeypatch):
    monkeypatch.setattr("backend.sync.operations.SCHEMA_VER", 4)
    monkeypatch.setattr(
        "backend.sync.operations.UPCASTS",
        {
            ("withdraw_demand_change", 1): lambda args: {"why": args["because"]},
            ("withdraw_demand_change", 3): lambda args: {"reason": args["why"]},
        },
    )
    op = Op(op_id=new_id(), seq=1, kind="withdraw_demand_change", id=new_id(), args={})

    commands = [
        command_of(msgspec.structs.replace(op, args=args), version)
        for version, args in (
            (1, {"because": "price"}),
            (3, {"why": "price"}),
            (4, {"reason": "price"}),
        )
    ]

    assert commands == [WithdrawDemandChange(id=op.id, reason=ReasonCode.PRICE, base_ver=0)] * 3
