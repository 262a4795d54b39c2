"""How a figure is said: its value with unit, its target, and how far it is off."""

from decimal import Decimal

from frontend.components.voice import Voice
from shared.schemas.kpi import KPICard


def figure(voice: Voice, card: KPICard) -> tuple[str, str]:
    """Return a KPI's value and its unit apart, since the unit stands smaller beside it."""
    if card.value is None:
        return "–", ""
    return written(voice, card, card.value), unit_of(voice, card, card.value)


def written(voice: Voice, card: KPICard, value: Decimal) -> str:
    """Return a value of a KPI without its unit, as fine as its kind is read."""
    if card.unit == "ratio":
        return voice.number(value * 100, 1)
    if card.unit == "money":
        return voice.money(value)
    if card.unit == "days":
        return voice.number(value, 1)
    if card.unit == "minutes":
        return voice.number(value, 0)
    return voice.number(value)


def unit_of(voice: Voice, card: KPICard, value: Decimal) -> str:
    """Return the unit beside a value; none for counts, and money carries its own."""
    if card.unit == "ratio":
        return "%"
    if card.unit == "minutes":
        return voice.say("kpi-unit-minutes")
    return voice.say("kpi-unit-days", count=value) if card.unit == "days" else ""


def joined(voice: Voice, card: KPICard, value: Decimal) -> str:
    """Return a value and its unit together."""
    unit = unit_of(voice, card, value)
    return f"{written(voice, card, value)}\u00a0{unit}" if unit else written(voice, card, value)


def aim(voice: Voice, card: KPICard, target: Decimal) -> str:
    """Return a target with its unit and no idle decimals: `95 %`, `10 days`."""
    if card.unit == "ratio":
        return f"{voice.number(target * 100)}\u00a0%"
    if card.unit in {"days", "minutes"}:
        return f"{voice.number(target)}\u00a0{unit_of(voice, card, target)}"
    return joined(voice, card, target)


def against_target(voice: Voice, card: KPICard) -> tuple[str, str, str]:
    """Return icon, words and colour: on target, or how far it is from it."""
    if card.value is None:
        return "info", voice.say("kpi-nothing-measured"), ""
    if card.target is None:
        return "info", voice.say("kpi-no-target"), ""
    target = aim(voice, card, card.target)
    if card.is_on_target:
        return "kept", voice.say("kpi-on-target", target=target), "kept"
    gap = written(voice, card, abs(card.value - card.target))
    key = "kpi-under" if card.value < card.target else "kpi-over"
    return "late", voice.say(key, gap=gap, target=target), "late"


def change_since(voice: Voice, card: KPICard) -> str:
    """Return how the value moved since the period before, or nothing when it is not known."""
    if card.change is None:
        return ""
    size = written(voice, card, abs(card.change))
    if size == written(voice, card, Decimal(0)):
        return voice.say("kpi-unchanged")
    return voice.say("kpi-up" if card.change > 0 else "kpi-down", gap=size)
