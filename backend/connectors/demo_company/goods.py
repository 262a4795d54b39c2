"""What the demo company makes: six families of finished goods, and all that goes into them."""

from dataclasses import dataclass
from typing import Final

Parts = tuple[tuple[str, float], ...]
Steps = tuple[tuple[str, float], ...]
BOTH: Final = ("RIX", "TAO")
RIGA: Final = ("RIX",)


@dataclass(frozen=True, slots=True)
class Good:
    """A made item: components for one unit, and hours of each kind of work centre for one unit.

    `depth` is 0 for what is sold, more for what goes into it; `weight` how much it is asked for.
    """

    code: str
    name: str
    family: str
    kind: str
    unit: str
    sites: tuple[str, ...]
    parts: Parts
    steps: Steps
    lot_minimum: int
    lot_multiple: int
    depth: int
    decimals: int = 0
    pack: int = 1
    price: float = 0
    weight: float = 0
    shelf_life_days: int = 365


_COLOURS: Final = {
    "7035": ("grey RAL 7035", "RM-PGR"), "7016": ("anthracite RAL 7016", "RM-PBK"),
    "9010": ("white RAL 9010", "RM-PGR"), "3009": ("oxide red RAL 3009", "RM-PRE"),
    "6011": ("green RAL 6011", "RM-PGN"), "5010": ("blue RAL 5010", "RM-PBL"),
    "1023": ("yellow RAL 1023", "RM-PYE"), "3020": ("red RAL 3020", "RM-PRE"),
    "7040": ("grey RAL 7040", "RM-PGR"), "7032": ("pebble RAL 7032", "RM-PYE"),
}  # fmt: skip


def goods() -> tuple[Good, ...]:
    """Everything made, what is sold first."""
    found = [*_epoxies(), *_topcoats(), *_zincs(), *_floors(), *_sealants(), *_thinners()]
    return tuple(sorted({good.code: good for good in found}.values(), key=lambda good: good.depth))


def _bulk(
    code: str,
    name: str,
    family: str,
    sites: tuple[str, ...],
    parts: Parts,
    *,
    is_tinted: bool = True,
) -> Good:
    steps: Steps = (("disperse", 0.0022), ("mix", 0.0026)) + (
        (("tint", 0.0009),) if is_tinted else ()
    )
    return Good(
        code,
        name,
        family,
        "intermediate",
        "kg",
        sites,
        parts,
        steps,
        600,
        100,
        2,
        decimals=1,
        shelf_life_days=180,
    )


def _can(
    code: str,
    name: str,
    family: str,
    sites: tuple[str, ...],
    bulk: str,
    kilograms: float,
    package: str,
) -> Good:
    use, hours = ("fill_large", 0.021) if kilograms >= 8 else ("fill_small", 0.011)  # noqa: PLR2004 -- the lines part at 8 kg
    return Good(code, name, family, "intermediate", "can", sites, ((bulk, kilograms), (package, 1)), ((use, hours),),
                80, 20, 1, shelf_life_days=360)  # fmt: skip


def _kit(code: str, name: str, family: str, sites: tuple[str, ...], cans: tuple[str, ...], price: float, weight: float,
         pack: int) -> Good:  # fmt: skip
    parts = (*((can, 1.0) for can in cans), ("PK-CRT", 1.0))
    return Good(code, name, family, "kit", "kit", sites, parts, (("kit", 0.017),), max(40, 4 * pack), pack, 0, pack=pack,
                price=price, weight=weight)  # fmt: skip


def _epoxies() -> list[Good]:
    family, found = "Epoxy primers", []
    found.append(_bulk("EPH-BULK", "Hardener H-40, bulk", family, BOTH,
                       (("RM-AMI", 0.78), ("RM-BUT", 0.2), ("RM-DIS", 0.01)), is_tinted=False))  # fmt: skip
    found.append(_can("EPH-4", "Hardener H-40, 4 kg can", family, BOTH, "EPH-BULK", 4, "PK-C05"))
    found.append(_can("EPH-1", "Hardener H-40, 1 kg can", family, RIGA, "EPH-BULK", 1, "PK-C01"))
    weights = {"7035": 6, "7016": 3, "9010": 2.2, "3009": 3, "6011": 0.9, "5010": 0.8}
    for tone, weight in weights.items():
        colour, paste = _COLOURS[tone]
        bulk = f"EPB-{tone}"
        found.append(_bulk(bulk, f"Epoxy base, {colour}, bulk", family, BOTH,
                           (("RM-EPX", 0.31), ("RM-BAR", 0.24), ("RM-ZNP", 0.11), ("RM-TIO", 0.12), (paste, 0.04),
                            ("RM-XYL", 0.17), ("RM-DIS", 0.012))))  # fmt: skip
        found.append(
            _can(
                f"EPA-{tone}-16",
                f"Epoxy base, {colour}, 16 kg can",
                family,
                BOTH,
                bulk,
                16,
                "PK-C20",
            )
        )
        found.append(
            _can(
                f"EPA-{tone}-4", f"Epoxy base, {colour}, 4 kg can", family, RIGA, bulk, 4, "PK-C05"
            )
        )
        found.append(_kit(f"EP-{tone}-20", f"Epoxy primer 2K, {colour}, 20 kg kit", family, BOTH,
                          (f"EPA-{tone}-16", "EPH-4"), 148, weight, 10))  # fmt: skip
        found.append(_kit(f"EP-{tone}-5", f"Epoxy primer 2K, {colour}, 5 kg kit", family, RIGA,
                          (f"EPA-{tone}-4", "EPH-1"), 46, weight * 0.45, 4))  # fmt: skip
    return found


def _topcoats() -> list[Good]:
    family, found = "PU topcoats", []
    found.append(_bulk("PUH-BULK", "Hardener N-75, bulk", family, BOTH,
                       (("RM-ISO", 0.76), ("RM-BAC", 0.24)), is_tinted=False))  # fmt: skip
    for size, kilograms, package in (("20", 3, "PK-C05"), ("10", 1.5, "PK-C01")):
        found.append(_can(f"PUH-{size}", f"Hardener N-75 for {size} kg kit", family, BOTH if size == "20" else RIGA,
                          "PUH-BULK", kilograms, package))  # fmt: skip
    weights = {"9010": 5, "7016": 3.2, "7035": 3.6, "5010": 1.8, "3020": 1.2, "1023": 1.4}
    for tone, weight in weights.items():
        colour, paste = _COLOURS[tone]
        bulk = f"PUB-{tone}"
        found.append(_bulk(bulk, f"PU base, {colour}, bulk", family, BOTH,
                           (("RM-ACR", 0.46), ("RM-TIO", 0.2), (paste, 0.05), ("RM-BAC", 0.21), ("RM-BAR", 0.07),
                            ("RM-DIS", 0.011))))  # fmt: skip
        for size, kilograms, package, price, share in (
            ("20", 17, "PK-C20", 248, 0.6),
            ("10", 8.5, "PK-C10", 132, 0.8),
        ):
            sites = BOTH if size == "20" else RIGA
            found.append(_can(f"PUA-{tone}-{size}", f"PU base, {colour}, for {size} kg kit", family, sites, bulk,
                              kilograms, package))  # fmt: skip
            found.append(_kit(f"PU-{tone}-{size}", f"PU topcoat 2K, {colour}, {size} kg kit", family, sites,
                              (f"PUA-{tone}-{size}", f"PUH-{size}"), price, weight * share, 10))  # fmt: skip
    return found


def _zincs() -> list[Good]:
    family, found = "Zinc primers", []
    for code, name, zinc, weight in (("ZR25", "Zinc-rich primer ZR 25", 0.62, 3.2), ("ZR40", "Zinc-rich primer ZR 40, fast", 0.68, 1.6),
                                     ("ZP10", "Zinc phosphate primer ZP 10", 0.14, 1.8)):  # fmt: skip
        found.append(_bulk(f"{code}-BULK", f"{name}, bulk", family, BOTH,
                           (("RM-ZND", zinc), ("RM-EPX", 0.14), ("RM-XYL", round(0.82 - zinc, 2)), ("RM-DIS", 0.01)),
                           is_tinted=False))  # fmt: skip
        for size, package, price, share, sites in (
            ("25", "PK-P25", 215, 1, BOTH),
            ("10", "PK-C10", 95, 0.6, RIGA),
        ):
            found.append(Good(f"{code}-{size}", f"{name}, {size} kg pail", family, "finished", "pail", sites,
                              ((f"{code}-BULK", float(size)), (package, 1)), (("fill_large", 0.026),), 36, 12, 0,
                              pack=6 if size == "25" else 4, price=price * (0.7 if zinc < 0.5 else 1), weight=weight * share))  # fmt: skip  # noqa: PLR2004 -- phosphate is cheaper than zinc
    found.append(
        _bulk(
            "ZEB-BULK",
            "Ethyl silicate binder, bulk",
            family,
            BOTH,
            (("RM-SIL", 0.7), ("RM-BUT", 0.28)),
            is_tinted=False,
        )
    )
    found.append(
        _can("ZEA-9", "Ethyl silicate binder, 9 kg can", family, BOTH, "ZEB-BULK", 9, "PK-C10")
    )
    found.append(Good("ZE80-25", "Zinc ethyl silicate ZE 80, 25 kg kit", family, "kit", "kit", BOTH,
                      (("ZEA-9", 1), ("RM-ZND", 16), ("PK-CRT", 1)), (("kit", 0.02),), 20, 10, 0, pack=5, price=236,
                      weight=1.1, shelf_life_days=270))  # fmt: skip
    found.append(Good("ZE80-50", "Zinc ethyl silicate ZE 80, 50 kg kit", family, "kit", "kit", RIGA,
                      (("ZEA-9", 2), ("RM-ZND", 32), ("PK-CRT", 2)), (("kit", 0.03),), 10, 5, 0, pack=5, price=458,
                      weight=0.5, shelf_life_days=270))  # fmt: skip
    return found


def _floors() -> list[Good]:
    family, found = "Floor coatings", []
    found.append(
        _bulk(
            "FCH-BULK",
            "Floor hardener F-2, bulk",
            family,
            RIGA,
            (("RM-AMI", 0.82), ("RM-BUT", 0.16)),
            is_tinted=False,
        )
    )
    found.append(
        _can("FCH-5", "Floor hardener F-2, 5 kg can", family, RIGA, "FCH-BULK", 5, "PK-C05")
    )
    for tone, weight in (("7035", 2.2), ("7040", 1.8), ("7032", 1.4), ("7016", 1.0)):
        colour, paste = _COLOURS[tone]
        for series, sand, price, share in (("FC40", 0.18, 189, 1), ("FC60", 0.34, 172, 0.7)):
            bulk = f"{series}B-{tone}"
            label = "Floor coating FC 40" if series == "FC40" else "Self-levelling floor FC 60"
            found.append(_bulk(bulk, f"{label} base, {colour}, bulk", family, RIGA,
                               (("RM-EPL", round(0.72 - sand, 2)), ("RM-QUA", sand), ("RM-TIO", 0.05), (paste, 0.04),
                                ("RM-DIS", 0.008))))  # fmt: skip
            found.append(
                _can(
                    f"{series}A-{tone}",
                    f"{label} base, {colour}, 20 kg pail",
                    family,
                    RIGA,
                    bulk,
                    20,
                    "PK-P25",
                )
            )
            found.append(_kit(f"{series}-{tone}", f"{label} 2K, {colour}, 25 kg kit", family, RIGA,
                              (f"{series}A-{tone}", "FCH-5"), price, weight * share, 6))  # fmt: skip
    return found


def _sealants() -> list[Good]:
    family, found = "MS sealants", []
    for series, polymer, price in (("MS40", 0.32, 168), ("MS60", 0.38, 186)):
        for tone, paste, weight in (
            ("black", "RM-PBK", 2.6),
            ("grey", "RM-PGR", 2.2),
            ("white", "RM-TIO", 1.4),
        ):
            bulk = f"{series}B-{tone.upper()}"
            name = f"MS sealant {series[2:]}, {tone}"
            found.append(Good(bulk, f"{name}, bulk", family, "intermediate", "kg", RIGA,
                              (("RM-MSP", polymer), ("RM-CHA", 0.46), ("RM-PLA", round(0.5 - polymer, 2)), (paste, 0.03)),
                              (("mix", 0.0031),), 600, 100, 2, decimals=1, shelf_life_days=120))  # fmt: skip
            found.append(Good(f"{series}-{tone.upper()}-600", f"{name}, 600 ml, box of 20", family, "finished", "box", RIGA,
                              ((bulk, 17.4), ("PK-FOI", 20), ("PK-BOX", 1)), (("cartridge", 0.062),), 24, 12, 0, pack=4,
                              price=price, weight=weight, shelf_life_days=360))  # fmt: skip
            found.append(Good(f"{series}-{tone.upper()}-290", f"{name}, 290 ml, box of 12", family, "finished", "box", RIGA,
                              ((bulk, 5.1), ("PK-KAR", 12), ("PK-BOX", 1)), (("cartridge", 0.034),), 36, 12, 0, pack=2,
                              price=round(price * 0.38), weight=weight * 0.8, shelf_life_days=450))  # fmt: skip
    return found


def _thinners() -> list[Good]:
    family, found = "Thinners and cleaners", []
    blends: tuple[tuple[str, str, Parts, float], ...] = (
        ("T10", "Thinner T-10 for epoxy", (("RM-XYL", 0.6), ("RM-BUT", 0.3)), 2.4),
        ("T20", "Thinner T-20 for PU", (("RM-BAC", 0.62), ("RM-XYL", 0.28)), 2.2),
        ("C05", "Cleaner C-5", (("RM-MEK", 0.5), ("RM-XYL", 0.4)), 1.4),
    )
    sizes = (
        ("5", "PK-C05", "can", 18, 0.7, 4, 0.006),
        ("20", "PK-C20", "can", 58, 1.0, 2, 0.012),
        ("200", "PK-D200", "drum", 460, 0.15, 1, 0.05),
    )
    for code, name, parts, weight in blends:
        for size, package, unit, price, share, pack, hours in sizes:
            litres = float(size)
            found.append(Good(f"{code}-{size}", f"{name}, {size} l {unit}", family, "finished", unit,
                              BOTH if size != "5" else RIGA,
                              (*((part, round(per * litres, 3)) for part, per in parts), (package, 1)),
                              (("mix", litres * 0.0004), ("fill_small", hours)), 12 * pack, pack, 0, pack=pack,
                              price=price, weight=weight * share, shelf_life_days=720))  # fmt: skip
    return found
