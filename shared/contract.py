"""Writes what the browser modules know of the wire: op kinds with their fields, and the codes; `make contract`.

Nobody types a field name twice: tests compare the generated module with the schemas and the islands with it.
"""

import json
import re
import sys
from enum import StrEnum
from pathlib import Path

from msgspec import Struct
from msgspec.structs import fields

from shared import terms
from shared.schemas import ops

MODULE = Path(__file__).resolve().parents[1] / "frontend/static/js/generated/contract.js"
ENDING = "Args"
# Parts of an op's arguments, not the arguments of an op.
PARTS = {"AmendmentArgs"}


def op_fields() -> dict[str, dict[str, list[str]]]:
    """Kind → the fields that must and that may be sent with it."""
    found = {}
    for name, kind in vars(ops).items():
        is_args = isinstance(kind, type) and issubclass(kind, Struct) and name.endswith(ENDING)
        if is_args and name not in PARTS:
            every = fields(kind)
            found[_snake_case(name.removesuffix(ENDING))] = {
                "required": [each.encode_name for each in every if each.required],
                "optional": [each.encode_name for each in every if not each.required],
            }
    return found


def codes() -> dict[str, list[str]]:
    """Every enumeration of terms.py, as SCREAMING_CASE → its codes."""
    return {
        _snake_case(name).upper(): [str(each) for each in kind]
        for name, kind in vars(terms).items()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }


def module_text() -> str:
    lines = [
        "// Made from shared/schemas/ops.py and shared/terms.py by `make contract`; do not edit.",
        "",
        f"export const OPS = Object.freeze({json.dumps(op_fields(), indent=2)});",
        *(
            f"\nexport const {name} = Object.freeze({json.dumps(values)});"
            for name, values in codes().items()
        ),
    ]
    return "\n".join(lines) + "\n"


def _snake_case(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def main() -> int:
    MODULE.parent.mkdir(parents=True, exist_ok=True)
    MODULE.write_text(module_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
