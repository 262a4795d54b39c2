"""What styles, icons and words promise: tokens only, no missing shape, figures as people write them."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from frontend.assets import STATIC, Assets
from frontend.components.chart_frame import Curve, scale
from frontend.components.impact_chart import shown_days
from shared import text
from tests.frontend.impacts import impact, overtime
from tests.frontend.sample_day import WANTED, day, line

FRONTEND = Path(STATIC).parent
ICON_CALL = re.compile(r"""(?:\bicon|\bstatus)\(\s*["']([a-z-]+)["']|icon:\s*["']([a-z-]+)["']""")


def test_colours_come_from_the_tokens_alone() -> None:
    sheets = [path for path in (STATIC / "css").rglob("*.css") if path.name != "tokens.css"]
    astray = [
        path.name
        for path in sheets
        if re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", path.read_text())
    ]
    assert astray == []


def test_every_token_that_is_used_is_defined() -> None:
    sheets = "\n".join(path.read_text() for path in (STATIC / "css").rglob("*.css"))
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", sheets))
    assert set(re.findall(r"var\((--[a-z0-9-]+)\)", sheets)) - defined == set()


def test_every_icon_that_is_asked_for_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([a-z-]+)"', (STATIC / "icons.svg").read_text()))
    code = [
        *FRONTEND.rglob("*.py"),
        *(p for p in (STATIC / "js").rglob("*.js") if "vendor" not in p.parts),
    ]
    asked = {
        first or second for path in code for first, second in ICON_CALL.findall(path.read_text())
    }
    assert asked - drawn == set()


def test_no_component_carries_a_style_or_raw_markup() -> None:
    code = "\n".join(path.read_text() for path in FRONTEND.rglob("*.py"))
    assert '"style"' not in code
    assert "dangerouslySetInnerHTML" not in code
    assert "html.script" not in code


def test_the_list_of_files_names_each_with_its_version() -> None:
    assets = Assets()
    assert {
        "css/lockstep.css",
        "js/page.js",
        "texts/en.json",
        "icons.svg",
    } <= assets.versions.keys()
    assert all(re.fullmatch("[0-9a-f]{16}", version) for version in assets.versions.values())


def test_a_phone_keeps_only_what_a_browser_loads() -> None:
    assets = Assets()
    kept = {name: assets.find(f"/static/{name}") for name in assets.versions}
    kinds = {Path(name).suffix for name in kept}
    assert kinds <= {".css", ".ico", ".js", ".json", ".png", ".svg", ".webmanifest"}
    # Each installation and each phone fetches all of it: some two seconds on a line of 1.6 Mbit/s.
    sent = sum(len(each.compressed or each.content) for each in kept.values() if each)
    assert sent < 400 * 1024


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "+40\u00a0kits",
                "€\u00a0620",
                "94.1\u00a0%",
                "Thu\u00a03\u00a0Dec",
                "1\u00a0h 24\u00a0min",
                "2\u00a0400\u00a0kg",
            ],
        ),
        (
            "zh",
            [
                "+40\u00a0套",
                "€620",
                "94.1\u00a0%",
                "12月3日（周四）",
                "1\u00a0小时 24\u00a0分",
                "2\u00a0400\u00a0kg",
            ],
        ),
        (
            "ru",
            [
                "+40\u00a0компл.",
                "620\u00a0€",
                "94,1\u00a0%",
                "чт\u00a03\u00a0дек.",
                "1\u00a0ч 24\u00a0мин",
                "2\u00a0400\u00a0кг",
            ],
        ),
    ],
)
def test_figures_are_written_as_the_language_writes_them(language: str, said: list[str]) -> None:
    assert [
        text.amount(language, Decimal(40), "kit", with_sign=True),
        text.money(language, Decimal(620), "EUR"),
        text.percent(language, Decimal("0.941")),
        text.day(language, date(2026, 12, 3)),
        text.duration(language, 84),
        text.amount(language, Decimal(2400), "kg"),
    ] == said


def test_a_loss_has_a_real_minus_sign() -> None:
    assert text.signed("en", Decimal("-12.50")) == "\u221212.5"


def test_a_negative_sum_has_its_sign_before_the_currency() -> None:
    assert [text.money(language, Decimal(-40), "EUR") for language in ("en", "zh", "ru")] == [
        "\u2212€\u00a040",
        "\u2212€40",
        "\u221240\u00a0€",
    ]


def test_a_day_of_another_year_names_it() -> None:
    assert text.day("en", date(2014, 3, 31), date(2026, 11, 24)) == "31\u00a0Mar\u00a02014"


def test_a_moment_of_today_is_only_a_time() -> None:
    now = datetime(2026, 11, 24, 11, 6, tzinfo=UTC)
    riga = ZoneInfo("Europe/Riga")
    assert text.moment("en", now, riga, now) == "13:06"
    assert (
        text.moment("ru", datetime(2026, 11, 22, 9, 0, tzinfo=UTC), riga, now)
        == "вс\u00a022\u00a0нояб., 11:00"
    )


def test_an_unknown_unit_is_shown_as_it_is() -> None:
    assert text.amount("ru", Decimal(3), "Fass") == "3\u00a0Fass"


def test_a_key_that_is_not_there_is_an_error() -> None:
    with pytest.raises(text.UnknownTextError):
        text.text("en", "page-that-is-not-there")


def test_a_fact_that_was_not_given_is_an_error() -> None:
    with pytest.raises(ValueError, match="decisions-in in en"):
        text.text("en", "decisions-in")


def test_an_axis_has_round_steps_and_holds_zero() -> None:
    low, high, steps = scale([Decimal(-18), Decimal(110), Decimal(0)])
    assert (low, high) == (Decimal(-40), Decimal(120))
    assert steps == [Decimal(n) for n in (-40, 0, 40, 80, 120)]


def test_an_axis_of_one_value_still_has_two_ends() -> None:
    low, high, _ = scale([Decimal(0)])
    assert low < high


def test_a_day_without_a_figure_keeps_the_one_before_it() -> None:
    curve = Curve.of(line([5, 7]), [day(0), day(1), day(2)])
    assert curve.values == (Decimal(5), Decimal(7), Decimal(7))


def test_the_chart_shows_the_day_wanted_and_some_days_round_it() -> None:
    days = shown_days(impact(), overtime())
    assert WANTED in days
    assert days[-1] == date(2026, 12, 7)
    assert 12 <= len(days) <= 42


def test_the_chart_reaches_to_the_day_on_which_something_differs() -> None:
    before = line([20] * 40)
    freed = [*before[:30], *(replace(each, quantity=each.quantity + 9) for each in before[30:])]
    days = shown_days(impact(projected_before=before, projected_after=freed), None)
    assert before[30].on in days
    assert len(days) <= 42
