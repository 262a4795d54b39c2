"""Who works at the demo company: eight reps with their territories, and one person for every other task."""

from dataclasses import dataclass
from typing import Final

from backend.connectors.base.tables import Tables
from backend.connectors.demo_company.sites import PLACES

DOMAIN: Final = "demo.lockstep.example"
RIGA_SITES: Final = ("RIX", "HAM", "ALA", "RIX-SHOP", "HAM-SHOP", "WEB")
QINGDAO_SITES: Final = ("TAO", "NGB")


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a rep sells; orders ship from `site`."""

    code: str
    name: str
    region: str
    site: str
    countries: tuple[str, ...]
    customer_count: int


TERRITORIES: Final = (
    Territory("T-BAL", "Baltics and Finland", "North", "RIX", ("LV", "EE", "LT", "FI"), 20),
    Territory("T-NOR", "Denmark, Norway, Sweden", "North", "RIX", ("DK", "NO", "SE"), 20),
    Territory("T-GER", "Germany and Austria", "West", "HAM", ("DE", "AT"), 20),
    Territory("T-BNL", "Benelux and France", "West", "HAM", ("NL", "BE", "FR"), 17),
    Territory("T-POL", "Poland and Czechia", "East", "RIX", ("PL", "CZ"), 18),
    Territory("T-KAZ", "Kazakhstan and Uzbekistan", "East", "ALA", ("KZ", "UZ"), 14),
    Territory("T-SHD", "Shandong and Hebei", "China", "TAO", ("CN",), 21),
    Territory("T-YRD", "Yangtze Delta", "China", "NGB", ("CN",), 20),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staff:
    """One person; without territories and sites they are members of every scope."""

    mailbox: str
    name: str
    language: str
    role: str
    territories: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()


# The first of each role is the one whose sign-in is printed.
STAFF: Final = (
    Staff("rep", "Ilze Kalniņa", "en", "rep", ("T-BAL",)),
    Staff("supervisor", "Viktors Bērziņš", "en", "supervisor", (), RIGA_SITES),
    Staff("executive", "Ingrid Solheim", "en", "executive"),
    Staff("planner", "Tomasz Wrona", "en", "planner"),
    Staff("buyer", "Aigerim Satpayeva", "ru", "buyer"),
    Staff("logistics", "Pieter van Dijk", "en", "logistics"),
    Staff("steward", "孙梅", "zh", "steward"),
    Staff("admin", "Kaspars Liepa", "en", "admin"),
    Staff("rep.nordics", "Jonas Lindqvist", "en", "rep", ("T-NOR",)),
    Staff("rep.germany", "Friederike Baum", "en", "rep", ("T-GER",)),
    Staff("rep.benelux", "Sanne de Wit", "en", "rep", ("T-BNL",)),
    Staff("rep.poland", "Marek Zieliński", "en", "rep", ("T-POL",)),
    Staff("rep.kazakhstan", "Ерлан Абдрахманов", "ru", "rep", ("T-KAZ",)),
    Staff("rep.shandong", "刘洋", "zh", "rep", ("T-SHD",)),
    Staff("rep.yangtze", "陈思远", "zh", "rep", ("T-YRD",)),
    Staff("supervisor.qingdao", "赵建国", "zh", "supervisor", (), QINGDAO_SITES),
)


def address(staff: Staff) -> str:
    """What a person signs in with."""
    return f"{staff.mailbox}@{DOMAIN}"


def add_people(tables: Tables) -> None:
    """Territories and the people who look after them."""
    for territory in TERRITORIES:
        tables.add("territory", code=territory.code, name=territory.name, region=territory.region)
    for staff in STAFF:
        sees_all = not staff.territories and not staff.sites
        territories = [each.code for each in TERRITORIES] if sees_all else staff.territories
        sites = [place.code for place in PLACES] if sees_all else staff.sites
        tables.add(
            "person", email=address(staff), name=staff.name, language=staff.language, roles=staff.role,
            territories="|".join(territories), sites="|".join(sites), is_active=True,
        )  # fmt: skip
