"""Every sentence a person sees: the message catalogue, and figures and days as the screens write them."""

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import get_currency_symbol
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentType

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "zh", "ru")
NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"
_MINUTES_AN_HOUR = 60
_HOURS_SAID_IN_FULL = 48
_PLACES_KEPT = Decimal("0.001")
_DAY_PATTERNS = {"en": "EEE d MMM", "ru": "EEE d MMM", "zh": "M月d日（EEE）"}
_SHORT_DAY_PATTERNS = {"en": "d MMM", "ru": "d MMM", "zh": "M月d日"}
_YEAR_PATTERNS = {"en": "d MMM y", "ru": "d MMM y", "zh": "y年M月d日"}
_WEEKDAY_PATTERNS = {"en": "EEEEEE", "ru": "EEEEEE", "zh": "EEEEE"}
_NAMED_DAY_PATTERNS = {"en": "EEE", "ru": "EEE", "zh": "EEE"}


class UnknownTextError(LookupError):
    """The catalogue has no message by this key."""


class _Count(FluentType, float):
    """A number that chooses a plural form and is written as the screens write figures."""

    written: str

    def format(self, locale: Locale) -> str:  # noqa: ARG002 -- the runtime's signature; ours is written already
        return self.written


def text(language: str, key: str, /, **facts: object) -> str:
    """Return the message `key` in a language; numbers choose its plural form.

    Raises `UnknownTextError` for a key that is not in the catalogue, and `ValueError` when a fact
    that the message names was not given.

    >>> text("ru", "decisions-title", count=2)
    'Вас ждут 2 решения'
    """
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise UnknownTextError(key)
    pattern = bundle.get_message(key).value
    if pattern is None:
        raise UnknownTextError(key)
    environment = ResolverEnvironment(
        context=bundle,
        current=CurrentEnvironment(
            args={name: _as_fact(language, value) for name, value in facts.items()}
        ),
        errors=[],
    )
    sentence = pattern(environment)
    if environment.errors:
        problem = f"{key} in {language}: {environment.errors[0]}"
        raise ValueError(problem)
    return str(sentence)


def read_texts(language: str) -> None:
    """Read the catalogue of a language, which the first text in it would wait for."""
    _bundle(language)


def has_text(key: str) -> bool:
    """Return whether the catalogue knows a key; for codes that come from data."""
    return _bundle("en").has_message(key)


def texts(language: str) -> str:
    """Return the whole catalogue of a language as one Fluent resource, for the screens' own use."""
    return "\n".join(
        path.read_text(encoding="utf-8") for path in sorted((TEXTS / language).glob("*.ftl"))
    )


def number(language: str, value: Decimal | float, digits: int | None = None) -> str:
    r"""Return a figure with groups of three; without `digits` at most three places, none idle.

    >>> number("en", Decimal("2400.50"))
    '2\xa0400.5'
    >>> number("ru", Decimal("-94.14"), 1)
    '−94,1'
    """
    exact = Decimal(str(value))
    if digits is not None:
        exact = exact.quantize(Decimal(1).scaleb(-digits))
    else:
        exact = exact.quantize(_PLACES_KEPT).normalize()
    sign = MINUS if exact < 0 else ""
    whole, _, places = f"{abs(exact):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", NO_BREAK_SPACE)
    mark = "," if language == "ru" else "."
    return f"{sign}{grouped}{mark}{places}" if places else f"{sign}{grouped}"


def signed(language: str, value: Decimal | float) -> str:
    """Return a figure with its sign, as every difference is shown.

    >>> signed("en", 40)
    '+40'
    """
    return number(language, value) if value < 0 else f"+{number(language, value)}"


def amount(language: str, quantity: Decimal | float, unit: str, *, with_sign: bool = False) -> str:
    r"""Return a quantity with its unit in words, held together by a no-break space.

    >>> amount("en", Decimal(2400), "kg")
    '2\xa0400\xa0kg'
    """
    figure = signed(language, quantity) if with_sign else number(language, quantity)
    return f"{figure}{NO_BREAK_SPACE}{unit_name(language, unit, quantity)}"


def unit_name(language: str, unit: str, quantity: Decimal | float = 2) -> str:
    """Return a unit's name in the number that a quantity asks for; an unknown unit as it is."""
    key = f"units-{unit.lower()}"
    return text(language, key, count=abs(quantity)) if has_text(key) else unit


def percent(language: str, ratio: Decimal | float, digits: int = 1) -> str:
    r"""Return a ratio of 0 to 1 as a percentage.

    >>> percent("en", Decimal("0.941"))
    '94.1\xa0%'
    """
    return f"{number(language, Decimal(str(ratio)) * 100, digits)}{NO_BREAK_SPACE}%"


def money(language: str, value: Decimal | float, currency: str) -> str:
    r"""Return a sum with its currency; whole units from 100 on, cents below when there are any.

    >>> money("en", 620, "EUR"), money("ru", 620, "EUR"), money("zh", 2940, "EUR")
    ('€\xa0620', '620\xa0€', '€2,940')
    """
    exact = Decimal(str(value))
    digits = 0 if abs(exact) >= 100 or exact == exact.to_integral_value() else 2  # noqa: PLR2004 -- below a hundred, cents matter
    symbol = get_currency_symbol(currency, locale=language)
    sign, figure = MINUS if exact < 0 else "", number(language, abs(exact), digits)
    if language == "ru":
        return f"{sign}{figure}{NO_BREAK_SPACE}{symbol}"
    if language == "zh":
        return f"{sign}{symbol}{figure}".replace(NO_BREAK_SPACE, ",")
    return f"{sign}{symbol}{NO_BREAK_SPACE}{figure}"


def day(language: str, on: date, today: date | None = None) -> str:
    r"""Return a day with its weekday, and with its year when that is not the year of `today`.

    >>> day("en", date(2026, 12, 3)), day("ru", date(2026, 12, 3)), day("zh", date(2026, 12, 3))
    ('Thu\xa03\xa0Dec', 'чт\xa03\xa0дек.', '12月3日（周四）')
    """
    if today is not None and on.year != today.year:
        return _dated(language, on, _YEAR_PATTERNS)
    return _dated(language, on, _DAY_PATTERNS)


def short_day(language: str, on: date) -> str:
    """Return a day without its weekday: `3 Dec`, `12月3日`, `3 дек.`."""
    return _dated(language, on, _SHORT_DAY_PATTERNS)


def weekday(language: str, on: date, *, short: bool = True) -> str:
    """Return a weekday in the fewest letters for an axis, `Th`, `四`, `Чт`; or a little longer, `Thu`."""
    patterns = _WEEKDAY_PATTERNS if short else _NAMED_DAY_PATTERNS
    return _dated(language, on, patterns).capitalize()


def clock(instant: datetime, zone: tzinfo) -> str:
    """Return the time of an instant where the person is, in 24 hours: `07:42`."""
    return instant.astimezone(zone).strftime("%H:%M")


def moment(language: str, instant: datetime, zone: tzinfo, now: datetime) -> str:
    """Return a time alone for today, otherwise day and time."""
    local, today = instant.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return clock(instant, zone)
    return text(
        language,
        "units-day-and-time",
        day=day(language, local.date(), today),
        time=clock(instant, zone),
    )


def duration(language: str, minutes: int) -> str:
    r"""Return a span of time: minutes, hours and minutes, or days from two days on.

    >>> duration("en", 84)
    '1\xa0h 24\xa0min'
    """
    hours, rest = divmod(max(0, minutes), _MINUTES_AN_HOUR)
    if hours >= _HOURS_SAID_IN_FULL:
        return text(language, "units-days", count=hours // 24)
    if not hours:
        return text(language, "units-minutes", count=rest)
    if not rest:
        return text(language, "units-hours", count=hours)
    return text(language, "units-hours-and-minutes", hours=hours, minutes=f"{rest:02d}")


def listed(language: str, words: Iterable[str]) -> str:
    """Return several words as one list with the language's own "and"."""
    return str(format_list(list(words), locale="en_GB" if language == "en" else language))


def _dated(language: str, on: date, patterns: dict[str, str]) -> str:
    written = format_date(on, patterns[language], locale=language)
    return str(written).replace(" ", NO_BREAK_SPACE)


def _as_fact(language: str, value: object) -> FluentType | str:
    if isinstance(value, (int, float, Decimal)):
        count = _Count(value)
        count.written = number(language, value)
        return count
    return str(value)


# By the word: `cache` would take a `Language` for something else than its own word, and read everything twice.
_bundles: dict[str, FluentBundle] = {}


def _bundle(language: str) -> FluentBundle:
    if language not in _bundles:
        bundle = FluentBundle([language], use_isolating=False)
        for path in sorted((TEXTS / language).glob("*.ftl")):
            bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
        _bundles[str(language)] = bundle
    return _bundles[language]


def country_name(language: str, country: str) -> str:
    """Return what a country is called; its code where the language has no name for it."""
    return str(Locale.parse(language).territories.get(country, country))
