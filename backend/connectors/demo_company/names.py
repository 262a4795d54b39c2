"""Names of customers and of the people there, by language; all made up."""

from typing import Final

CITIES: Final = {
    "LV": ("Riga", "Liepāja", "Ventspils"), "EE": ("Tallinn", "Tartu"), "LT": ("Klaipėda", "Kaunas"), "FI": ("Turku", "Tampere"),
    "DK": ("Esbjerg", "Aalborg", "Odense"), "NO": ("Bergen", "Stavanger"), "SE": ("Malmö", "Gothenburg"),
    "DE": ("Bremerhaven", "Rostock", "Duisburg", "Nuremberg"), "AT": ("Linz", "Graz"),
    "NL": ("Rotterdam", "Eindhoven"), "BE": ("Ghent", "Antwerp"), "FR": ("Saint-Nazaire", "Lyon"),
    "PL": ("Gdynia", "Szczecin", "Wrocław"), "CZ": ("Ostrava", "Brno"),
    "KZ": ("Алматы", "Караганда", "Актау"), "UZ": ("Ташкент", "Навои"),
    "CN": ("青岛", "烟台", "唐山"),
}  # fmt: skip
YANGTZE_CITIES: Final = ("上海", "宁波", "南通", "苏州")
PHONES: Final = {
    "LV": "+371 5550", "EE": "+372 5550", "LT": "+370 5550", "FI": "+358 5550", "DK": "+45 5550", "NO": "+47 5550",
    "SE": "+46 5550", "DE": "+49 5550", "AT": "+43 5550", "NL": "+31 5550", "BE": "+32 5550", "FR": "+33 5550",
    "PL": "+48 5550", "CZ": "+420 5550", "KZ": "+7 5550", "UZ": "+998 5550", "CN": "+86 5550",
}  # fmt: skip

_NORDIC = (
    "Halvorsen",
    "Skagen",
    "Fjordvik",
    "Lindholm",
    "Aurora",
    "Sundby",
    "Bjarke",
    "Norrhav",
    "Vestergaard",
    "Isbjørn",
    "Holmberg",
)
_BALTIC = (
    "Daugava",
    "Kurzeme",
    "Nemunas",
    "Saarema",
    "Amber",
    "Ventava",
    "Pērkons",
    "Turaida",
    "Narva",
    "Kalev",
    "Lahti",
)
_GERMAN = (
    "Wendland",
    "Hanse",
    "Ostertal",
    "Brockmann",
    "Rheingold",
    "Albrecht",
    "Steinfurt",
    "Kupferberg",
    "Moldau",
    "Auerbach",
    "Weser",
)
_WESTERN = (
    "Van Rijn",
    "Scheldt",
    "Maasland",
    "Delacroix",
    "Armor",
    "Westerdok",
    "Lys",
    "Bruyère",
    "Polder",
)
_SLAVIC = (
    "Odra",
    "Wisła",
    "Baltyk",
    "Morava",
    "Sudety",
    "Tatra",
    "Ostrawa",
    "Pomorze",
    "Karkonosze",
    "Beskid",
)
_KAZAKH = (
    "Алатау",
    "Каспий",
    "Жетысу",
    "Тулпар",
    "Арал",
    "Темир",
    "Навруз",
    "Сарыарка",
    "Хан-Тенгри",
)
_CHINESE = ("海诺", "鲁航", "泰岳", "渤湾", "金帆", "东港", "华铸", "长虹桥", "润泽", "甬江", "申浦", "太湖", "远洋达", "青石", "沧海", "博源", "恒晟", "瑞丰")  # fmt: skip

STEMS: Final = {
    "T-BAL": _BALTIC, "T-NOR": _NORDIC, "T-GER": _GERMAN, "T-BNL": _WESTERN, "T-POL": _SLAVIC,
    "T-KAZ": _KAZAKH, "T-SHD": _CHINESE[:9], "T-YRD": _CHINESE[9:],
}  # fmt: skip
# What an industry is called in a company's name, and the families that it buys.
INDUSTRIES: Final = {
    "wind energy": ({"en": "Wind Towers", "ru": "Ветроэнерго", "zh": "风电塔筒"}, ("Epoxy primers", "PU topcoats", "Zinc primers", "Thinners and cleaners")),
    "shipyard": ({"en": "Ship Repair", "ru": "Судоремонт", "zh": "船舶修造"}, ("Epoxy primers", "PU topcoats", "Zinc primers", "Thinners and cleaners")),
    "steel construction": ({"en": "Bridge Works", "ru": "Мостострой", "zh": "钢结构"}, ("Zinc primers", "Epoxy primers", "PU topcoats", "Thinners and cleaners")),
    "machinery": ({"en": "Machine Works", "ru": "Машзавод", "zh": "重工机械"}, ("PU topcoats", "Epoxy primers", "Thinners and cleaners")),
    "flooring": ({"en": "Flooring", "ru": "Полы", "zh": "地坪"}, ("Floor coatings", "Thinners and cleaners", "MS sealants")),
    "facades": ({"en": "Facades", "ru": "Фасады", "zh": "幕墙"}, ("MS sealants", "PU topcoats", "Thinners and cleaners")),
    "vehicle building": ({"en": "Trailers", "ru": "Вагонмаш", "zh": "专用车"}, ("PU topcoats", "MS sealants", "Epoxy primers")),
    "trade": ({"en": "Paint Trade", "ru": "Лакокраска", "zh": "涂料贸易"}, ("PU topcoats", "Epoxy primers", "Thinners and cleaners", "MS sealants", "Floor coatings", "Zinc primers")),
}  # fmt: skip
CHINESE_INDUSTRIES: Final = ("wind energy", "shipyard", "steel construction", "machinery")

CONTACTS: Final = {
    "en": ("Anders Holt", "Līga Ozola", "Mart Tamm", "Jens Krogh", "Astrid Nyberg", "Hanna Vogel", "Uwe Brandt", "Lotte Claes",
           "Bram Visser", "Céline Moreau", "Agnieszka Lis", "Petr Dvořák", "Rasa Petraitė", "Mikko Salo", "Elin Strand", "Jürgen Pohl"),
    "ru": ("Айгуль Нурланова", "Сергей Ким", "Данияр Омаров", "Ольга Петренко", "Рустам Алиев", "Наталья Цой"),
    "zh": ("王海涛", "李静", "张伟", "刘芳", "周磊", "吴敏", "徐强", "孙丽", "马超", "胡杰"),
}  # fmt: skip


def language_of(territory: str) -> str:
    """The language of a territory's names."""
    return {"T-KAZ": "ru", "T-SHD": "zh", "T-YRD": "zh"}.get(territory, "en")


def joined(stem: str, trade: str, language: str) -> str:
    """A company's name: Chinese is written without a space."""
    return f"{stem}{trade}" if language == "zh" else f"{stem} {trade}"
