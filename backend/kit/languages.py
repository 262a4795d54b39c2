"""Which of our languages a browser asks for, before anybody has signed in."""

import re
from collections.abc import Iterable
from typing import Final

from shared.terms import Language

_LONGEST_HEADER: Final = 400


def language_of(accept_language: str, fallback: str = Language.ENGLISH) -> Language:
    """The first of our languages that a browser asks for.

    >>> language_of("de-DE,de;q=0.9,ru;q=0.8,en;q=0.7")
    <Language.RUSSIAN: 'ru'>
    """
    ours = {each.value: each for each in Language}
    for language in _wanted(accept_language[:_LONGEST_HEADER]):
        if language in ours:
            return ours[language]
    return Language(fallback)


def _wanted(accept_language: str) -> Iterable[str]:
    weighed = []
    for place, part in enumerate(accept_language.split(",")):
        name, _, parameters = part.partition(";")
        weight = re.search(r"q=([01](?:\.\d{1,3})?)", parameters)
        weighed.append((-float(weight[1]) if weight else -1.0, place, name.strip().lower()[:2]))
    return (name for _, _, name in sorted(weighed))
