"""The phone's texts, which the server takes apart beforehand: the phone says word for word what the server says."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backend.launch.assets import node
from shared.screen_texts import UnreadableTextError, compiled, screen_texts
from shared.text import LANGUAGES, text

PROJECT = Path(__file__).resolve().parents[2]
COUNTS = (0, 1, 2, 3, 5, 11, 21, 1.5, 2400)
SAY = """
import { readFileSync } from "node:fs";
import { text, useTexts } from "./frontend/static/js/language.js";
const { language, texts, asked } = JSON.parse(readFileSync(0, "utf8"));
useTexts(language, texts);
process.stdout.write(JSON.stringify(asked.map(([key, facts]) => text(key, facts))));
"""


def places(pattern: Any) -> Iterator[list[Any]]:
    """Every place of a pattern, those inside variants too."""
    for part in [] if isinstance(pattern, str) else pattern:
        if isinstance(part, str):
            continue
        yield part
        for variant in part[1].values() if len(part) > 1 else ():
            yield from places(variant)


def facts_for(pattern: Any) -> list[dict[str, Any]]:
    """Sets of facts with which a message is asked for: numbers of every plural form, or each word that chooses."""
    found = list(places(pattern))
    shown = {place[0]: f"<{place[0]}>" for place in found}
    choosing = {
        place[0]: {key for key in place[1] if key.isalpha()} for place in found if place[1:]
    }
    plural = {"zero", "one", "two", "few", "many", "other"}
    counted = {name for name, keys in choosing.items() if keys <= plural}
    words = [
        {name: word}
        for name, keys in choosing.items()
        if name not in counted
        for word in [*sorted(keys), "neither"]
    ]
    return [
        {**shown, **dict.fromkeys(counted, count), **word}
        for count in (COUNTS if counted else (0,))
        for word in (words or [{}])
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_says_every_text_as_the_server_does(language: str) -> None:
    texts = screen_texts(language)
    asked = [(key, facts) for key, pattern in texts.items() for facts in facts_for(pattern)]
    assert len(asked) > len(texts) > 1_000
    found = node(PROJECT)
    assert found is not None
    done = subprocess.run(
        [found, "--input-type=module", "--eval", SAY],
        cwd=PROJECT,
        input=json.dumps({"language": language, "texts": texts, "asked": asked}),
        capture_output=True,
        text=True,
        check=True,
    )
    said = dict(zip(map(str, asked), json.loads(done.stdout), strict=True))
    assert said == {str((key, facts)): text(language, key, **facts) for key, facts in asked}


@pytest.mark.parametrize(
    "source",
    ["-brand = Lockstep", "a = { b }", "a = { NUMBER($b) }", "a = x\n    .title = y", "a = { $b"],
)
def test_what_the_phone_could_not_read_is_refused(source: str) -> None:
    with pytest.raises(UnreadableTextError):
        compiled(source)


def test_a_text_in_quotes_and_one_over_two_lines_are_joined() -> None:
    assert compiled('a = { "" }b{ " " }c\n    d\n') == {"a": "b c\nd"}
