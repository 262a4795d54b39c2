"""Hypothesis strategies: small companies of two sites and three levels, with a change to one line."""

import os
from typing import Any

from hypothesis import settings
from hypothesis import strategies as some

HORIZON = 12
# `make test` plans the same companies each time, so that it says something about the change that it runs on;
# `make soak-plan` looks for new ones, thousands for each rule.
IS_SOAK = "LOCKSTEP_EXAMPLES" in os.environ
EXAMPLES = settings(
    max_examples=int(os.environ.get("LOCKSTEP_EXAMPLES", "40")),
    deadline=None,
    print_blob=True,
    derandomize=not IS_SOAK,
)
# For rules so small that many cases cost little.
MANY = settings(EXAMPLES, max_examples=5 * EXAMPLES.max_examples)


@some.composite
def valid(draw: some.DrawFn) -> dict[str, int]:
    """From some day, until some day, both or neither."""
    begin = draw(some.one_of(some.none(), some.none(), some.integers(0, HORIZON)))
    end = draw(some.one_of(some.none(), some.none(), some.integers(-2, HORIZON)))
    found = {} if begin is None else {"from": begin}
    return found if end is None else {**found, "until": max(end, found.get("from", end))}


def sometimes_valid() -> some.SearchStrategy[dict[str, int]]:
    """Mostly on every day."""
    return some.one_of(some.just({}), some.just({}), valid())


@some.composite
def companies(draw: some.DrawFn) -> dict[str, Any]:
    """Plain data of a company with a change, in the words of `tests.planning`.

    Kit at the shop comes from Riga, where it is made of paste and tins; paste is made of resin. Components may be taken on some days only.
    """

    def number(low: int, high: int) -> int:
        return draw(some.integers(low, high))

    def one_of(*values: Any) -> Any:
        return draw(some.sampled_from(values))

    def item(name: str, get: str, **more: Any) -> dict[str, Any]:
        return {
            "item": name,
            "get": get,
            "lead": number(0, 3),
            "safety": number(0, 6),
            "minimum": one_of(0, 0, 5, 12),
            "multiple": one_of(0, 0, 4, 10),
            "cost": number(1, 20),
            "price": number(15, 40),
            "frozen": number(0, 2),
            "negotiable": number(2, 6),
            "shelf": one_of(None, None, None, 1, 4, 9),
            "maximum": one_of(0, 0, 0, 15, 24),
            "cover": one_of(0, 0, 0, 1, 3, 7),
            "yield": one_of("1", "1", "0.9", "0.95"),
            "lead_per_unit": one_of("0", "0", "0.1"),
            "open_days": one_of(False, True),
            "supplier": one_of(None, "Vistula"),
            "lane": one_of(None, None, "Road"),
            **more,
        }

    items = [
        item("Kit", "transfer", site="Shop", source="Riga"),
        item("Kit", "make"),
        item("Paste", one_of("make", "buy"), decimals=one_of(0, 1)),
        item("Tin", "buy"),
        item("Resin", "buy", decimals=2),
    ]
    places = [("Kit", "Shop"), ("Kit", "Riga")]
    everywhere = [(row["item"], row.get("site", "Riga")) for row in items]
    stock = [
        {"item": name, "site": site, "quantity": number(0, 40), "until": one_of(None, None, 2, 6)}
        for name, site in everywhere
        for _ in range(number(0, 2))
    ]
    orders = [
        {
            "line": f"order {index}",
            "item": "Kit",
            "site": one_of("Shop", "Riga"),
            "customer": one_of("Anna", "Boris", "Chen"),
            "priority": number(1, 4),
            "quantity": number(1, 30),
            "due": number(0, HORIZON),
            "promised": one_of(None, None, number(0, HORIZON)),
        }
        for index in range(number(1, 5))
    ]
    supply = []
    for index in range(number(0, 6)):
        name, site = draw(some.sampled_from(everywhere))
        is_bought = name in {"Tin", "Resin"} or (name == "Paste" and items[2]["get"] == "buy")
        word = "purchase" if is_bought else one_of("line", "line", "order")
        row = {
            word: f"supply {index}",
            "item": name,
            "site": site,
            "quantity": number(1, 40),
            "day": number(-2, HORIZON),
            "firm": one_of(False, False, False, True),
        }
        if word == "order":
            row["start"] = row["day"] - number(0, 3)
        supply.append(row)
    return {
        "horizon": HORIZON,
        "items": items,
        "made_of": [
            {
                "item": "Kit",
                "of": "Paste",
                "per": one_of("0.5", "1", "2.5"),
                "scrap": one_of("0", "0.02"),
                **draw(sometimes_valid()),
            },
            {"item": "Kit", "of": "Tin", "per": 1, **draw(sometimes_valid())},
            {
                "item": "Paste",
                "of": "Resin",
                "per": one_of("0.25", "1.5"),
                **draw(sometimes_valid()),
            },
        ],
        "steps": [
            {
                "item": "Kit",
                "at": "Filling",
                "hours": one_of("0.1", "0.25"),
                "setup": one_of("0", "0.5"),
            },
            {"item": "Kit", "at": "Packing", "hours": "0.07"},
            {"item": "Paste", "at": "Mixing", "hours": one_of("0.05", "0.2"), "setup": "0.25"},
        ],
        "work_centers": [
            {"name": name, "hours": number(2, 8), "overtime": number(0, 4), "overtime_cost": 40}
            for name in ("Filling", "Packing", "Mixing")
        ],
        "closed": draw(closed_days()),
        "stock": stock,
        "orders": orders,
        "supply": supply,
        "remaining_life": {"Anna": one_of(0, 0, 0, 2, 5)},
        "change": draw(changes(orders, places)),
    }


def closed_days() -> some.SearchStrategy[dict[str, list[int]]]:
    """Days on which sites, a supplier and a road are closed; often none at all."""
    some_days = some.lists(some.integers(0, HORIZON), max_size=4)
    names = some.sampled_from(("Riga", "Shop", "Vistula", "Road"))
    return some.one_of(some.just({}), some.dictionaries(names, some_days, max_size=4))


@some.composite
def whole_companies(draw: some.DrawFn) -> dict[str, Any]:
    """The same companies with all that only the whole plan looks at."""
    given = draw(companies())

    def number(low: int, high: int) -> int:
        return draw(some.integers(low, high))

    def one_of(*values: Any) -> Any:
        return draw(some.sampled_from(values))

    for row in given["items"]:
        row |= {
            "shelf": one_of(None, None, None, 1, 4),
            "safety_days": one_of(0, 0, 1, 3),
            "fill_to": one_of(0, 0, 0, 20),
            **draw(sometimes_valid()),
        }
    for row in given["orders"]:
        row["life"] = one_of(0, 0, 0, 2)
    for row in given["work_centers"]:
        row["efficiency"] = one_of("1", "0.8")
    others = [
        {"item": "Kit", "name": "by hand", "steps": [{"at": "Packing", "hours": "0.2"}]},
        {"item": "Kit", "name": "bought", "get": "buy", "lead": number(1, 5), "minimum": one_of(0, 9), "supplier": one_of(None, "Vistula")},
        {"item": "Paste", "name": "thin", "lead": number(0, 3), "made_of": [{"of": "Resin", "per": 1}]},
        {"item": "Tin", "name": "near", "get": "buy", "lead": number(0, 2), "multiple": one_of(0, 6)},
    ]  # fmt: skip
    if given["items"][2]["get"] == "buy":
        del others[2]
    given["alternates"] = [
        {**other, **draw(sometimes_valid())} for other in others if one_of(True, False)
    ]
    return given


@some.composite
def short_companies(draw: some.DrawFn, *, is_plain: bool = False) -> dict[str, Any]:
    """Companies in which several priorities want the same things on the same days, and one component is short.

    Sets and paint are made of paint and base, varnish of base. With `is_plain` there are no lot rules, no safety stock and nothing
    that expires: a lot is as large as what is asked for.
    """

    def number(low: int, high: int) -> int:
        return draw(some.integers(low, high))

    def one_of(*values: Any) -> Any:
        return draw(some.sampled_from(values))

    def item(name: str, get: str, low: int, high: int) -> dict[str, Any]:
        row = {"item": name, "get": get, "lead": number(low, high)}
        if not is_plain:
            row |= {
                "safety": one_of(0, 0, 5),
                "minimum": one_of(0, 0, 8),
                "multiple": one_of(0, 0, 5),
                "maximum": one_of(0, 0, 15),
                "cover": one_of(0, 0, 3),
                "safety_days": one_of(0, 0, 0, 2),
                "shelf": one_of(None, None, None, 4),
                "lead_per_unit": one_of("0", "0", "0.1"),
            }
        return row

    made = ("Set", "Paint", "Varnish")
    return {
        "horizon": HORIZON,
        "items": [
            *(item(name, "make", 0, 2) for name in made),
            item("Base", "buy", 2, 6),
        ],
        "made_of": [
            {"item": "Set", "of": "Paint", "per": one_of("1", "0.5")},
            {"item": "Set", "of": "Base", "per": 1},
            {"item": "Paint", "of": "Base", "per": one_of("1", "1.5")},
            {"item": "Varnish", "of": "Base", "per": 1},
        ],
        "steps": [
            {"item": name, "at": one_of("Fill", "Mix"), "hours": "0.25", "setup": one_of("0", "1")}
            for name in made
            if one_of(True, False)
        ],
        "work_centers": [{"name": name, "hours": number(2, 10)} for name in ("Fill", "Mix")],
        "stock": [{"item": "Base", "quantity": number(0, 60)}],
        "supply": [
            {"purchase": f"supply {index}", "item": "Base", "quantity": number(1, 30), "day": number(0, 8)}
            for index in range(number(0, 2))
        ],
        "orders": [
            {
                "line": f"order {index}",
                "item": one_of(*made),
                "priority": number(1, 3),
                "quantity": number(1, 25),
                "due": number(0, 5),
            }
            for index in range(number(2, 8))
        ],
    }  # fmt: skip


@some.composite
def deep_companies(draw: some.DrawFn) -> dict[str, Any]:
    """Companies of three made levels that share two work centres, so that parents and components want the same hours. Often there is base enough.

    Boxes are made of sets, sets and gifts of paint, varnish of paint or of base; all are sold.
    """

    def number(low: int, high: int) -> int:
        return draw(some.integers(low, high))

    def one_of(*values: Any) -> Any:
        return draw(some.sampled_from(values))

    made = ("Box", "Set", "Paint", "Gift", "Varnish")
    return {
        "horizon": HORIZON + 4,
        "items": [
            *({"item": name, "get": "make", "lead": number(0, 2)} for name in made),
            {"item": "Base", "get": "buy", "lead": number(2, 6)},
        ],
        "made_of": [
            {"item": "Box", "of": "Set", "per": 1},
            {"item": "Set", "of": "Paint", "per": one_of("1", "0.5")},
            {"item": "Gift", "of": one_of("Set", "Paint"), "per": 1},
            {"item": "Varnish", "of": one_of("Paint", "Base"), "per": 1},
            {"item": "Paint", "of": "Base", "per": 1},
        ],
        "steps": [
            {"item": name, "at": one_of("Fill", "Mix"), "hours": one_of("0.25", "0.1"), "setup": one_of("0", "0", "1")}
            for name in made
        ],
        "work_centers": [{"name": name, "hours": number(3, 10)} for name in ("Fill", "Mix")],
        "stock": [
            {"item": "Base", "quantity": one_of(1000, number(0, 80))},
            *({"item": name, "quantity": number(0, 20)} for name in made if one_of(True, False)),
        ],
        "orders": [
            {
                "line": f"order {index}",
                "item": one_of(*made),
                "priority": number(1, 3),
                "quantity": number(1, 25),
                "due": number(0, 9),
            }
            for index in range(number(3, 9))
        ],
    }  # fmt: skip


@some.composite
def changes(
    draw: some.DrawFn, orders: list[dict[str, Any]], places: list[tuple[str, str]]
) -> dict[str, Any]:
    """More, less, sooner, later, cancelled, urgent, or a new line."""
    due = draw(some.integers(0, HORIZON))
    if draw(some.integers(0, 3)) == 0:
        item, site = draw(some.sampled_from(places))
        quantity = draw(some.integers(1, 60))
        return {
            "item": item,
            "site": site,
            "customer": draw(some.sampled_from(["Anna", "Dora"])),
            "quantity": quantity,
            "due": due,
        }
    order = draw(some.sampled_from(orders))
    return draw(
        some.sampled_from(
            [
                {"line": order["line"], "quantity": order["quantity"] + 17},
                {"line": order["line"], "quantity": order["quantity"] // 2},
                {"line": order["line"], "due": due},
                {"line": order["line"], "quantity": order["quantity"] + 40, "due": due},
                {"line": order["line"], "cancel": True},
                {"line": order["line"], "quantity": order["quantity"] + 5, "urgent": True},
            ]
        )
    )
