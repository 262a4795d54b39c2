"""The catalogue in the form in which a phone reads it: every message taken apart beforehand.

Taking Fluent's text apart costs a phone a fifth of the second that it has for a start without a network, and its
runtime a tenth of the JavaScript that it fetches. So the server does it once. A pattern is a text, or a list of
texts and places; a place is `[fact]`, or `[fact, {variant: pattern}, other]` where a fact chooses.
"""

from functools import lru_cache
from typing import Final, TypeAlias

from fluent.syntax import ast, parse

from shared.text import texts

Place: TypeAlias = "list[str | dict[str, Pattern]]"
Pattern: TypeAlias = "str | list[str | Place]"

_FILE_KIND: Final = "json"


class UnreadableTextError(ValueError):
    """A message uses a part of Fluent that the screens do not read."""


def file_name(language: str) -> str:
    """Return the name under `/static/` of a language's texts."""
    return f"texts/{language}.{_FILE_KIND}"


def screen_texts(language: str) -> dict[str, Pattern]:
    """Return each message's pattern by its key.

    Raises `UnreadableTextError` for terms, attributes, functions, references and faults of writing: they are not
    used, and a screen would show nothing in their place.
    """
    return compiled(texts(language))


@lru_cache(maxsize=8)
def compiled(source: str) -> dict[str, Pattern]:
    r"""Return what `screen_texts` does, for one Fluent resource.

    >>> compiled("boxes = { $count ->\n   [one] a box\n  *[other] { $count } boxes\n } in all")
    {'boxes': [['count', {'one': 'a box', 'other': [['count'], ' boxes']}, 'other'], ' in all']}
    """
    found: dict[str, Pattern] = {}
    for entry in parse(source).body:
        if isinstance(entry, (ast.Comment, ast.GroupComment, ast.ResourceComment)):
            continue
        if not isinstance(entry, ast.Message) or entry.value is None or entry.attributes:
            raise UnreadableTextError(
                entry.content if isinstance(entry, ast.Junk) else entry.id.name
            )
        found[entry.id.name] = _pattern(entry.value)
    return found


def _pattern(pattern: ast.Pattern) -> Pattern:
    parts: list[str | Place] = []
    for element in pattern.elements:
        if isinstance(element, ast.TextElement):
            part: str | Place = element.value
        else:
            part = _place(element.expression)
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def _place(expression: object) -> "str | Place":
    match expression:
        case ast.StringLiteral():
            return str(expression.parse()["value"])
        case ast.VariableReference():
            return [expression.id.name]
        case ast.SelectExpression(selector=ast.VariableReference() as selector):
            variants = {_key(each): _pattern(each.value) for each in expression.variants}
            other = next(_key(each) for each in expression.variants if each.default)
            return [selector.id.name, variants, other]
    raise UnreadableTextError(type(expression).__name__)


def _key(variant: ast.Variant) -> str:
    key = variant.key
    return str(key.name if isinstance(key, ast.Identifier) else key.value)
