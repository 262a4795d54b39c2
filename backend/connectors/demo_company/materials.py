"""What the demo company buys: raw materials, packaging, and who delivers them."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Vendor:
    """A supplier; `plant` is the one it delivers to, `late_ratio` how often it is late."""

    code: str
    name: str
    country: str
    plant: str
    late_ratio: float


@dataclass(frozen=True, slots=True)
class Material:
    """A bought item; `vendors` by plant, `lot` what is ordered at once."""

    code: str
    name: str
    family: str
    kind: str
    unit: str
    cost: float
    lot: int
    lead_time_days: int
    vendors: dict[str, str]


VENDORS: Final = (
    Vendor("S-01", "Vistula Resins", "PL", "RIX", 0.08),
    Vendor("S-02", "Nordfjord Pigments", "NO", "RIX", 0.10),
    Vendor("S-03", "Kestrel Amines", "GB", "RIX", 0.22),
    Vendor("S-04", "Saaler Chemie", "DE", "RIX", 0.05),
    Vendor("S-05", "Daugava Packaging", "LV", "RIX", 0.06),
    Vendor("S-06", "Lac Polymers", "FR", "RIX", 0.12),
    Vendor("S-07", "Boreal Zinc", "FI", "RIX", 0.09),
    Vendor("S-08", "Ventspils Solvents", "LV", "RIX", 0.04),
    Vendor("S-09", "胶东树脂", "CN", "TAO", 0.09),
    Vendor("S-10", "渤海颜料", "CN", "TAO", 0.11),
    Vendor("S-11", "青岛制罐", "CN", "TAO", 0.05),
    Vendor("S-12", "齐鲁溶剂", "CN", "TAO", 0.07),
)  # fmt: skip


def _raw(
    code: str, name: str, cost: float, lead: int, riga: str, qingdao: str = "", unit: str = "kg"
) -> Material:
    vendors = {"RIX": riga} | ({"TAO": qingdao} if qingdao else {})
    return Material(code, name, "Raw materials", "raw", unit, cost, 1000, lead, vendors)


def _pack(code: str, name: str, cost: float, lot: int, both: bool = True) -> Material:  # noqa: FBT001, FBT002 -- one column of a table
    vendors = {"RIX": "S-05"} | ({"TAO": "S-11"} if both else {})
    return Material(code, name, "Packaging", "packaging", "piece", cost, lot, 9, vendors)


MATERIALS: Final = (
    _raw("RM-EPX", "Epoxy resin, solid type 1", 3.35, 14, "S-01", "S-09"),
    _raw("RM-EPL", "Epoxy resin, liquid", 3.10, 14, "S-01", "S-09"),
    _raw("RM-ACR", "Acrylic polyol", 2.95, 16, "S-06", "S-09"),
    _raw("RM-ISO", "Aliphatic isocyanate", 5.60, 21, "S-06", "S-09"),
    _raw("RM-AMI", "Amine adduct", 4.80, 20, "S-03", "S-09"),
    _raw("RM-MSP", "Silyl-modified polymer", 4.20, 21, "S-06"),
    _raw("RM-SIL", "Ethyl silicate binder", 3.90, 18, "S-06", "S-09"),
    _raw("RM-ZND", "Zinc dust", 3.65, 15, "S-07", "S-10"),
    _raw("RM-ZNP", "Zinc phosphate", 2.70, 15, "S-07", "S-10"),
    _raw("RM-TIO", "Titanium dioxide", 3.05, 14, "S-02", "S-10"),
    _raw("RM-BAR", "Barium sulphate", 0.62, 10, "S-02", "S-10"),
    _raw("RM-CHA", "Coated chalk", 0.41, 10, "S-02"),
    _raw("RM-QUA", "Quartz sand, graded", 0.19, 7, "S-05"),
    _raw("RM-PGR", "Pigment paste, grey", 6.40, 12, "S-02", "S-10"),
    _raw("RM-PRE", "Pigment paste, red", 9.80, 12, "S-02", "S-10"),
    _raw("RM-PBL", "Pigment paste, blue", 11.20, 12, "S-02", "S-10"),
    _raw("RM-PYE", "Pigment paste, yellow", 8.90, 12, "S-02", "S-10"),
    _raw("RM-PGN", "Pigment paste, green", 10.10, 12, "S-02", "S-10"),
    _raw("RM-PBK", "Pigment paste, black", 5.20, 12, "S-02", "S-10"),
    _raw("RM-PLA", "Plasticiser", 1.95, 12, "S-04"),
    _raw("RM-DIS", "Dispersing additive", 8.40, 15, "S-04", "S-10"),
    _raw("RM-XYL", "Xylene", 1.05, 6, "S-08", "S-12"),
    _raw("RM-BUT", "Butanol", 1.22, 6, "S-08", "S-12"),
    _raw("RM-BAC", "Butyl acetate", 1.36, 6, "S-08", "S-12"),
    _raw("RM-MEK", "Methyl ethyl ketone", 1.48, 6, "S-08", "S-12"),
    _pack("PK-C20", "Can 20 l, with lid", 2.60, 2000),
    _pack("PK-C10", "Can 10 l, with lid", 1.75, 2000),
    _pack("PK-C05", "Can 5 l, with lid", 1.20, 3000),
    _pack("PK-C01", "Can 1 l, with lid", 0.55, 4000),
    _pack("PK-P25", "Pail 25 kg, with lid", 3.10, 1500),
    _pack("PK-D200", "Drum 200 l", 24.00, 100),
    _pack("PK-CRT", "Kit carton with label", 0.85, 3000),
    _pack("PK-FOI", "Foil tube 600 ml", 0.16, 20000, both=False),
    _pack("PK-KAR", "Cartridge 290 ml with nozzle", 0.29, 20000, both=False),
    _pack("PK-BOX", "Sealant box", 0.45, 3000, both=False),
)  # fmt: skip
MATERIAL: Final = {material.code: material for material in MATERIALS}
VENDOR: Final = {vendor.code: vendor for vendor in VENDORS}
