"""Seasons in words and as bars: where an item stands, how strong its profile is, each month against the year."""

from collections.abc import Sequence
from typing import Final

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import status
from frontend.components.voice import Voice
from shared.promotion_terms import SeasonKind, SeasonMark
from shared.schemas.promotion import SeasonRow

_LOOKS: Final = {
    SeasonMark.IN_SEASON: ("kept", "kept"),
    SeasonMark.OUT_OF_SEASON: ("info", ""),
    SeasonMark.NOT_YET: ("info", ""),
    SeasonMark.ENDED: ("info", ""),
}
_WIDTH: Final = 340
_HEIGHT: Final = 96
_FOOT: Final = 20
_STEP: Final = _WIDTH / 12


def mark_status(voice: Voice, row: SeasonRow) -> VdomDict | None:
    """Draw where an item stands today; nothing for one that is not marked."""
    if row.mark is None:
        return None
    shape, tone = _LOOKS[row.mark]
    return status(shape, voice.say_code("season-mark", row.mark.value), tone)


def span_words(voice: Voice, row: SeasonRow) -> str:
    """Say between which days it is sold, and how much of it at most."""
    if row.first_on is None or row.last_on is None or row.kind is None:
        return ""
    words = voice.say_code(
        "season-kind", row.kind.value, first=voice.day(row.first_on), last=voice.day(row.last_on)
    )
    said = [words]
    if row.kind is SeasonKind.LIMITED and row.quantity is not None:
        said.append(voice.say("season-most", quantity=voice.amount(row.quantity, row.unit)))
    if row.ramp_days:
        said.append(voice.say("season-fades", count=row.ramp_days))
    return voice.joined(said)


def strength_words(voice: Voice, row: SeasonRow) -> str:
    """Say how strong the profile is, and when it peaks."""
    if row.strength is None:
        return ""
    if row.peak_month is None:
        return voice.say("season-strength", share=voice.percent(row.strength, 0))
    return voice.say(
        "season-strength-peak",
        share=voice.percent(row.strength, 0),
        month=voice.say_code("forecast-month", str(row.peak_month)),
    )


def profile_bars(voice: Voice, indices: Sequence[float]) -> VdomDict:
    """Draw twelve bars around the year's mean; the table below says the same."""
    most = max(2.0, *indices)
    middle = _y(1.0, most)
    months = [voice.say_code("forecast-month", str(at + 1)) for at in range(12)]
    return html.figure(
        {"className": "impact-chart"},
        html.svg(
            {
                "className": "ch fluid",
                "viewBox": f"0 0 {_WIDTH} {_HEIGHT + _FOOT}",
                "role": "img",
                "aria-label": voice.say("season-profile"),
            },
            *(
                html.rect(
                    {
                        "key": f"bar{at}",
                        "className": "season-bar high" if index > 1.0 else "season-bar",
                        "x": str(round(at * _STEP + 3, 1)),
                        "y": str(_y(index, most)),
                        "width": str(round(_STEP - 6, 1)),
                        "height": str(round(_HEIGHT - _y(index, most), 1)),
                        "rx": "2",
                    }
                )
                for at, index in enumerate(indices)
            ),
            html.path({"className": "g", "d": f"M0 {middle}H{_WIDTH}"}),
            *(
                html.text(
                    {
                        "key": f"month{at}",
                        "className": "mid",
                        "x": str(round((at + 0.5) * _STEP, 1)),
                        "y": str(_HEIGHT + 15),
                    },
                    months[at],
                )
                for at in range(12)
            ),
        ),
        html.details(
            {"className": "as-table pad"},
            html.summary(voice.say("season-profile-table")),
            html.dl(
                {"className": "facts"},
                *(
                    html.div(
                        {"key": f"index{at}"},
                        html.dt(months[at]),
                        html.dd(voice.percent(index, 0)),
                    )
                    for at, index in enumerate(indices)
                ),
            ),
        ),
    )


def _y(index: float, most: float) -> float:
    return round(_HEIGHT * (1.0 - max(0.0, index) / most), 1)
