"""What a change does and where it came from, at the top of its own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.causes import sentence
from frontend.components.change_words import effect, is_new_line, reason_words
from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from shared.schemas.demand import DemandChangeRow, DemandChangeView, DemandPhotoFacts
from shared.schemas.impact import DayQuantity, ImpactSummary
from shared.terms import ProposalStatus


def _began(words: str) -> str:
    """Return words as a title begins."""
    return words[:1].upper() + words[1:]


def change_title(voice: Voice, row: DemandChangeRow) -> VdomDict:
    """Say the change for its customer, the item, and the line before and after."""
    after = row.quantity_before + row.quantity_delta
    on = row.due_on or row.due_on_before
    return html.div(
        {"className": "change-title"},
        html.h1(
            {"className": "t-2xl"},
            _began(
                voice.say("change-title", effect=effect(voice, row), customer=row.customer_name)
            ),
        ),
        html.p(
            {"className": "dim"},
            f"{row.item_name} · ",
            html.span({"className": "strike"}, voice.number(row.quantity_before))
            if row.quantity_delta and not is_new_line(row)
            else None,
            " ",
            html.span(
                {"className": "strike" if row.is_cancellation else "b c-ink"},
                voice.amount(row.quantity_before if row.is_cancellation else after, row.unit),
            ),
            f", {voice.day(on)}" if on else None,
        ),
        html.div(
            {"className": "flex wrap"},
            status("urgent", voice.say("change-urgent"), "late") if row.is_urgent else None,
            html.span({"className": "tag"}, reason_words(voice, row)),
            html.span(
                {"className": "tag"}, voice.say("change-order", reference=row.order_reference)
            )
            if row.order_reference
            else None,
        ),
    )


def impact_card(voice: Voice, row: DemandChangeRow, impact: ImpactSummary) -> VdomDict:
    """Say the answer, then why."""
    return html.div(
        {"className": "sheet impact-card"},
        html.div(
            {"className": "flex between base wrap"},
            html.p({"className": "b"}, answer_sentence(voice, row, impact)),
            _verdict(voice, row, impact),
        ),
        html.ul(
            {"className": "t-s dim causes"},
            *(
                html.li({"key": f"{n}"}, sentence(voice, reason))
                for n, reason in enumerate(impact.reasons[:3])
            ),
        )
        if impact.reasons
        else None,
        html.p({"className": "t-s dim"}, voice.say("change-slips", count=impact.slip_count))
        if impact.slip_count
        else None,
        html.p(
            {"className": "t-s dimmer"},
            voice.say("change-as-of", time=voice.moment(impact.assessed_at)),
        ),
        why_link(voice, row),
    )


def why_link(voice: Voice, row: DemandChangeRow) -> VdomDict | None:
    """The way to what the line lives on and what binds it; a line that is not there yet has none."""
    if row.demand_line_id is None:
        return None
    path = f"/lines/{row.demand_line_id}/why"
    return html.a({"className": "btn slim", "href": path}, voice.say("why-ask"))


def answer_sentence(voice: Voice, row: DemandChangeRow, impact: ImpactSummary) -> str:
    """Return what can be delivered when, without action."""
    if row.is_cancellation:
        return voice.say("change-answer-cancel")
    if not impact.answer:
        return voice.say("change-answer-none")
    parts = [
        voice.say(
            "change-answer-part",
            amount=voice.amount(part.quantity, row.unit),
            day=voice.day(part.on),
        )
        for part in impact.answer[:3]
    ]
    return voice.listed(parts)


def _verdict(voice: Voice, row: DemandChangeRow, impact: ImpactSummary) -> VdomDict:
    if impact.short_quantity > 0:
        words = voice.say("change-short", amount=voice.amount(impact.short_quantity, row.unit))
        return status("short", words, "late")
    if impact.days_late > 0:
        return status("late", voice.say("change-late", count=impact.days_late), "late")
    # What was promised for later than it was wanted is kept all the same, and is not on time.
    kept = "why-as-promised" if _days_later(row, impact.answer) > 0 else "change-kept"
    return status("kept", voice.say(kept), "kept")


def _days_later(row: DemandChangeRow, parts: list[DayQuantity]) -> int:
    """How many days after the day wanted the last part comes; 0 where no day is wanted."""
    wanted = row.due_on or row.due_on_before
    return (parts[-1].on - wanted).days if wanted and parts else 0


def decision_card(voice: Voice, view: DemandChangeView) -> VdomDict | None:
    """Say who decided what, and what they wrote."""
    if view.decided_by_name is None or view.row.decision is None:
        return None
    chosen = (
        voice.say_code("alternative", view.chosen_alternative) if view.chosen_alternative else ""
    )
    is_amended = view.row.decision is ProposalStatus.AMENDED
    return html.div(
        {"className": "sheet decision-card"},
        html.p(
            html.span({"className": "b"}, view.decided_by_name),
            " ",
            html.span(
                {"className": "dim"}, voice.moment(view.decided_at) if view.decided_at else ""
            ),
        ),
        html.p(voice.say("change-chosen-amended" if is_amended else "change-chosen", way=chosen))
        if chosen
        else None,
        *_promised(voice, view),
        html.blockquote({"className": "dim"}, f"“{view.decision_note}”")
        if view.decision_note
        else None,
    )


def _promised(voice: Voice, view: DemandChangeView) -> list[VdomDict]:
    """Say what is promised for when, and how much later than wanted the last of it comes."""
    if not view.promises:
        return []
    parts = [
        voice.say(
            "change-answer-part",
            amount=voice.amount(each.quantity, view.row.unit),
            day=voice.day(each.on),
        )
        for each in view.promises
    ]
    said = [html.p({"className": "b"}, voice.say("change-promised-now", parts=voice.listed(parts)))]
    late = _days_later(view.row, view.promises)
    if late > 0:
        words = voice.say("change-promised-later", count=late)
        said.append(html.p(status("late", words, "late")))
    else:
        said.append(html.p(status("kept", voice.say("change-kept"), "kept")))
    return said


@dataclass(frozen=True, slots=True)
class Saying:
    """What came with a change in its author's own words and pictures."""

    demand_change_id: UUID
    name: str
    at: str
    note: str
    photos: Sequence[DemandPhotoFacts]


def said(voice: Voice, saying: Saying) -> VdomDict | None:
    """Quote what the person who asked wrote, and show what they photographed."""
    if not saying.note and not saying.photos:
        return None
    marks = ("«", "»") if voice.language == "ru" else ("“", "”")
    return html.div(
        {"className": "said t-s"},
        html.span({"className": "mark-of"}, icon("quote", "l")),
        html.div(
            html.p(
                html.span({"className": "b"}, saying.name),
                html.span({"className": "dim"}, f", {saying.at}"),
                html.br(),
                html.span(f"{marks[0]}{saying.note}{marks[1]}") if saying.note else None,
            ),
            html.div(
                {"className": "photos"},
                *(
                    _photo(voice, saying, number, photo)
                    for number, photo in enumerate(saying.photos, 1)
                ),
            )
            if saying.photos
            else None,
        ),
    )


def _photo(voice: Voice, saying: Saying, number: int, photo: DemandPhotoFacts) -> VdomDict:
    """A tile that grows when it is touched; an empty one while the photo has not come."""
    if photo.received_at is None:
        return html.p(
            {"key": photo.content_hash, "className": "photo-missing"},
            status("phone", voice.say("change-photo-on-phone")),
        )
    words = voice.say("change-photo", number=str(number), name=saying.name)
    path = f"/api/v1/demand-changes/{saying.demand_change_id}/photos/{photo.content_hash}"
    return html.details(
        {"key": photo.content_hash, "className": "photo"},
        html.summary(html.img({"src": path, "alt": words, "loading": "lazy"})),
    )
