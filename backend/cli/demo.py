"""`lockstep demo`: fills an empty company with the demo company, and prints who can sign in."""

import argparse
import asyncio
import secrets
import sys
from datetime import date
from pathlib import Path
from random import Random

from backend.assembly import Company, company_of
from backend.catalog.queries import customer_page
from backend.cli.demo_worked import asked, finish_urgent_order, first, promise_later
from backend.cli.import_progress import ImportProgress
from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.company import DEFAULT_SEED, demo_company
from backend.connectors.demo_company.people import STAFF, address
from backend.connectors.demo_company.profiles import FIELDS, Profile, profiles
from backend.connectors.demo_company.rules import alert_rules
from backend.connectors.demo_company.runbooks import RUNBOOK
from backend.connectors.demo_company.sites import FIRST_TIME_ZONE
from backend.connectors.demo_company.wishes import Wish, cancelled, wishes, worked_off
from backend.connectors.mail.commands import ChooseCustomerNotices
from backend.connectors.mail.model import language_of_country
from backend.customer.commands import AddCustomerField, SayCustomerFields
from backend.customer.queries.fields import customers_by_code, fields_for
from backend.identity.handlers import set_password
from backend.identity.queries import viewer_for
from backend.intake.queries import company_on_hand, demo_people, person_named
from backend.intake.runner import Import, carry_out, staged_here, start_run
from backend.kit.clock import day_at
from backend.launch.progress import Progress
from backend.launch.servers import servers_at_hand
from backend.settings import Settings
from backend.urgent.commands import AddRunbook, runbook_asked
from backend.watch.commands import AddAlertRule, SwitchAlertRule, alert_rule_asked
from shared.mail_terms import CUSTOMER_NOTICES, NoticeChannel
from shared.schemas.customer import CustomerFieldChoice, FieldSaid
from shared.terms import Language

NAME = "demo company"
SIGN_IN_FILE = "demo-sign-in"
WORDS = 4
TOLD_CUSTOMERS = 3
SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "ha",
    "ju",
    "ka",
    "le",
    "mi",
    "no",
    "pa",
    "ro",
    "su",
    "ta",
    "vi",
    "ze",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, help="another seed draws another company"
    )


def run(arguments: argparse.Namespace) -> int:
    with servers_at_hand(Settings.from_environment()) as settings:
        return asyncio.run(fill(settings, arguments.seed))


async def fill(settings: Settings, seed: int) -> int:
    """Load the demo company unless there is a company; see that its people can sign in."""
    company = company_of(settings, application="demo")
    kept = settings.home / SIGN_IN_FILE
    async with company.running():
        found = await company_on_hand()
        if found is None:
            await _load(company, seed)
            kept.unlink(missing_ok=True)
        elif not found[1]:
            print(f"{found[0]} is loaded already; the demo company was left out.", file=sys.stderr)
            return 0
        password = _read(kept)
        if not password:
            password = _drawn()
            await _let_in(company, password)
            _keep(kept, password)
    _print_sign_ins(settings, password)
    return 0


async def _load(company: Company, seed: int) -> None:
    today = day_at(company.clock.now(), FIRST_TIME_ZONE)
    progress = Progress()
    with progress.step("Drawing the demo company"):
        tables = demo_company(seed, today)
        sheets = list(tables.sheets(NAME))
    wanted = Import(
        run_id=await start_run(company.dispatcher, NAME),
        file_name=NAME,
        is_demo=True,
    )
    with ImportProgress() as said:
        await carry_out(
            company.dispatcher,
            wanted,
            staged_here(sheets, sum(sheet.row_estimate for sheet in sheets)),
            said,
        )
    await _tell_customers(company, [wish.email for wish in wishes(tables, today)])
    await _describe(company, list(profiles(tables, Random(f"{seed}:profiles"), today)))  # noqa: S311 -- a seeded demo must not be secret, but repeatable
    planner = await person_named(first("planner"))
    await company.dispatcher.dispatch(AddRunbook(runbook_asked(RUNBOOK)), actor_id=planner)
    for rule in alert_rules(planner, await person_named(first("supervisor"))):
        rule_id = await company.dispatcher.dispatch(
            AddAlertRule(alert_rule_asked(rule)), actor_id=planner
        )
        await company.dispatcher.dispatch(SwitchAlertRule(rule_id, is_on=True), actor_id=planner)
    with progress.step("Working off what was asked before"):
        await _work_off(company, tables, today)
    for wish in wishes(tables, today):
        await _ask(company, wish)


async def _work_off(company: Company, tables: Tables, today: date) -> None:
    """An urgent order that is delivered, and an order that could come sooner if another is taken back."""
    urgent = worked_off(tables, today)
    if urgent is not None:
        await finish_urgent_order(company, urgent)
    for wish in cancelled(tables, today):
        if await promise_later(company, wish):
            await _ask(company, wish)
            return


async def _tell_customers(company: Company, reps: list[str]) -> None:
    """Some customers have chosen to be told by mail; nothing leaves unless a mail server is set."""
    for email in dict.fromkeys(reps):
        person_id = await person_named(email)
        page = await customer_page(await viewer_for(person_id), None, TOLD_CUSTOMERS)
        for customer in page.rows:
            command = ChooseCustomerNotices(
                customer.id,
                f"orders@{customer.code.lower()}.example",
                Language(language_of_country(customer.country)),
                CUSTOMER_NOTICES,
                NoticeChannel.MAIL,
            )
            await company.dispatcher.dispatch(command, actor_id=person_id)


async def _describe(company: Company, found: list[Profile]) -> None:
    """Define the company's fields and say what is known of its customers, in the steward's name."""
    steward = await person_named(first("steward"))
    for field in FIELDS:
        choice = CustomerFieldChoice(field.name, field.kind, list(field.choices))
        await company.dispatcher.dispatch(AddCustomerField(choice), actor_id=steward)
    viewer = await viewer_for(steward)
    fields = {each.name: each.id for each in await fields_for(viewer)}
    customers = await customers_by_code(viewer)
    for profile in found:
        said = tuple(FieldSaid(fields[name], value) for name, value in profile.said.items())
        await company.dispatcher.dispatch(
            SayCustomerFields(customers[profile.customer_code], said), actor_id=steward
        )


async def _ask(company: Company, wish: Wish) -> None:
    """Ask for a change in its rep's name; the worker assesses it as soon as it runs."""
    await company.dispatcher.dispatch(await asked(wish), actor_id=await person_named(wish.email))


async def _let_in(company: Company, password: str) -> None:
    """The same password for everybody in the demo, each hashed by itself."""
    async with company.dispatcher.unit(actor_id=None):
        for person_id in await demo_people():
            await set_password(person_id, password)


def _drawn() -> str:
    """Some 32 bits of syllables that can be typed on a phone: four words, and a sign-in slows guessing."""
    return "-".join("".join(secrets.choice(SYLLABLES) for _ in range(2)) for _ in range(WORDS))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def _keep(path: Path, password: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(f"{password}\n", encoding="utf-8")


def _print_sign_ins(settings: Settings, password: str) -> None:
    if not settings.is_demo:
        print("The demo's people sign in only where LOCKSTEP_DEMO=1 is set.", file=sys.stderr)
        return
    seen: set[str] = set()
    print("\nSign in as")
    for staff in STAFF:
        if staff.role not in seen:
            seen.add(staff.role)
            print(f"{staff.role:<12}{address(staff):<36}{password}")
