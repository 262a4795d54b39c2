"""`lockstep plan`: plans a case from a file or folder, and prints plan, promises and reasons."""

import argparse
import json
import sys
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from backend.cli.plan_case import CaseError, PlanningCase
from backend.cli.plan_check import check
from backend.cli.plan_limits import loop_of
from backend.cli.plan_read import placed, read_case
from backend.cli.plan_rows import SITE, AskRow, Day
from backend.cli.plan_sentences import sentences
from backend.cli.plan_told import Told
from backend.engine.errors import BillOfMaterialLoopError
from backend.kit.clock import SystemClock

WRONG_USE = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", type=Path, help="a JSON file, or a folder of CSV files: docs/planning-cases.md")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="everything, for a program to read")
    parser.add_argument(
        "--records", action="store_true", help="the MRP record of every item as well"
    )
    parser.add_argument(
        "--promise",
        nargs=3,
        action="append",
        default=[],
        metavar=("ITEM", "QUANTITY", "DAY"),
        help="ask for a promise as well; DAY is a date or a number of days from today; ITEM@SITE where there are several sites",
    )
    parser.add_argument("--today", type=date.fromisoformat, help="the day that the plan begins on")


def run(arguments: argparse.Namespace) -> int:
    try:
        case = read_case(arguments.path)
    except CaseError as error:
        print(f"lockstep: {error}", file=sys.stderr)
        return WRONG_USE
    try:
        case.today = arguments.today or case.today
        case.promises += [_ask(case, *words) for words in arguments.promise]
        check(case)
        told = Told(case, SystemClock().now().date()).everything()
    except CaseError as error:
        print(f"lockstep: {placed(arguments.path, str(error))}", file=sys.stderr)
        return WRONG_USE
    except BillOfMaterialLoopError as error:
        loop = " into ".join(loop_of(case, error.facts["item"]))
        said = f"{error.facts['item']} goes into itself, by `made_of` or `source`"
        said += f": {loop}" if loop else ""
        print(f"lockstep: {arguments.path}: {said}", file=sys.stderr)
        return WRONG_USE
    if arguments.json:
        print(json.dumps(told, indent=2, ensure_ascii=False))
    else:
        print("\n".join(sentences(told, with_records=arguments.records)))
    return 0


def _ask(case: PlanningCase, item: str, quantity: str, day: str) -> AskRow:
    name, _, site = item.partition("@")
    sites = [row.site or SITE for row in case.items if row.item == name]
    if not site and len(sites) > 1:
        raise CaseError(f"--promise {item}: say at which site, {name}@{sites[0]} for example")
    try:
        on: Day = int(day) if day.lstrip("-").isdigit() else date.fromisoformat(day)
        amount = Decimal(quantity)
    except (ValueError, InvalidOperation) as error:
        raise CaseError(f"--promise {item} {quantity} {day}: a quantity and a day are wanted") from error  # fmt: skip
    if not amount.is_finite() or amount <= 0:
        raise CaseError(f"--promise {item} {quantity} {day}: the quantity is above 0")
    return AskRow(item=name, quantity=amount, day=on, site=site or (sites or [""])[0])
