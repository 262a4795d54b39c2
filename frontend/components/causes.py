"""Why something is as it is: a code with its facts, made into a sentence."""

import re
from datetime import date
from decimal import Decimal

from frontend.components.voice import Voice
from shared.schemas.impact import Reason

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DECIMAL = re.compile(r"-?\d{1,15}(\.\d{1,9})?")


def sentence(voice: Voice, reason: Reason) -> str:
    """Return the sentence of a cause."""
    return voice.say_code("reason", reason.code, **said_facts(voice, reason.facts))


def said_facts(voice: Voice, facts: dict[str, str]) -> dict[str, object]:
    """Return facts as people say them: days with weekday, a quantity with its unit, sums as money."""
    said: dict[str, object] = {}
    for name, value in facts.items():
        if _DAY.fullmatch(value):
            said[name] = voice.day(date.fromisoformat(value))
        elif not _DECIMAL.fullmatch(value):
            said[name] = value
        elif name == "quantity" and facts.get("unit"):
            said[name] = voice.amount(Decimal(value), facts["unit"])
        elif name == "amount" and voice.currency:
            said[name] = voice.money(Decimal(value))
        elif name == "days" or name.endswith("count"):
            said[name] = int(Decimal(value))
        elif name.endswith(("hours", "_quantity")):
            said[name] = voice.number(Decimal(value))
        else:
            said[name] = value
    return said
