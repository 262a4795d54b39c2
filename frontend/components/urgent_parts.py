"""Urgent orders in words and rows: whose a stage is, how its clock stands, what happened."""

from collections.abc import Sequence
from datetime import datetime

from reactpy import html
from reactpy.types import VdomDict

from frontend.components.icon import icon, status
from frontend.components.voice import Voice
from frontend.islands.count_down import count_down
from shared.schemas.urgent import UrgentRow, UrgentStage, UrgentStep
from shared.text import duration
from shared.urgent_terms import StageKind, StageStatus, UrgentStatus, UrgentStepKind

_SHAPES = {
    StageKind.RECEIPT: "tick",
    StageKind.FEASIBILITY: "gauge",
    StageKind.SCHEDULING: "plan",
    StageKind.MATERIAL: "stock",
    StageKind.MAKING: "factory",
    StageKind.PACKING: "ordered",
    StageKind.DELIVERY: "lorry",
}
_STEP_SHAPES = {
    UrgentStepKind.STARTED: "waiting",
    UrgentStepKind.DONE: "kept",
    UrgentStepKind.HANDED_OVER: "people",
    UrgentStepKind.REMINDED: "device",
    UrgentStepKind.ESCALATED: "up",
    UrgentStepKind.STOPPED: "withdrawn",
}


def order_title(voice: Voice, row: UrgentRow) -> str:
    """Name an urgent order."""
    return voice.say("urgent-order", number=f"{row.number}", customer=row.customer_name)


def what_is_wanted(voice: Voice, row: UrgentRow) -> str:
    """Say how much of what."""
    return f"{voice.amount(row.quantity, row.unit)} {row.item_name}"


def whose(voice: Voice, stage: UrgentStage) -> str:
    """Say whose a stage is: one's own, somebody's, a role's to be found, or nobody's."""
    if stage.is_own:
        return voice.say("urgent-you")
    if stage.owner_name is not None:
        return stage.owner_name
    if stage.owner_role is not None:
        return voice.say_code("urgent-role", stage.owner_role)
    return voice.say("urgent-nobody")


def called(voice: Voice, stage: UrgentStage) -> str:
    """Say when a stage is due, and who is called then or has been."""
    due = voice.moment(stage.due_at)
    if stage.escalated_at is not None:
        if stage.called_name is None:
            return voice.say("urgent-was-due", time=due)
        return voice.say("urgent-was-called", time=due, name=stage.called_name)
    name = stage.called_name
    if name is None and stage.called_role is not None:
        name = voice.say_code("urgent-role", stage.called_role)
    key = "urgent-due" if name is None else "urgent-due-then"
    return voice.say(key, time=due, name=name or "")


def begins(voice: Voice, after: Sequence[StageKind] | None) -> str:
    """Say when a stage begins."""
    if after is None:
        return voice.say("urgent-begins-last")
    if not after:
        return voice.say("urgent-begins-at-once")
    names = voice.listed([voice.say_code("urgent-stage", kind) for kind in after])
    return voice.say("urgent-begins-after", stages=names)


def clock_face(voice: Voice, row: UrgentRow, stage: UrgentStage, as_of: datetime) -> VdomDict:
    """Draw the large clock of a stage that runs; where others run beside it, with whose it is."""
    label = voice.say_code("urgent-left", stage.stage)
    is_first = stage is row.running[0]
    who = f" · {whose(voice, stage)}" if len(row.running) > 1 else ""
    return html.div(
        {"className": "urgent-clock", "key": f"clock-{stage.stage.value}"},
        html.p({"className": "dim"}, label + who),
        count_down(as_of, stage.due_at, row.received_at),
        html.p(
            {"className": "flex between t-s dim"},
            html.span(voice.say("urgent-received", time=voice.moment(row.received_at)))
            if is_first
            else None,
            html.span(called(voice, stage)),
        ),
    )


def standing_words(voice: Voice, row: UrgentRow) -> VdomDict:
    """Say how an order ended."""
    if row.status is UrgentStatus.DONE:
        return status("kept", voice.say("urgent-delivered", time=_ended(voice, row)), "kept")
    words = voice.say_code("urgent-stopped", row.stopped or "withdrawn", time=_ended(voice, row))
    return status("withdrawn", words)


def order_row(voice: Voice, row: UrgentRow, as_of: datetime) -> VdomDict:
    """Draw an order in the list: what, whose turn, and the time that is left."""
    running = row.running if row.status is UrgentStatus.RUNNING else []
    is_late = bool(running) and running[0].due_at < as_of
    side = [
        part
        for stage in running[:1]
        for part in (
            count_down(as_of, stage.due_at),
            html.span(
                {"className": "t-s dim"}, voice.say("urgent-by", time=voice.moment(stage.due_at))
            ),
        )
    ]
    return html.a(
        {
            "className": f"row urgent-row{' late' if is_late else ''}",
            "href": f"/urgent/{row.id}",
            "key": str(row.id),
        },
        html.span(
            {"className": "grow stack tight"},
            status("urgent", order_title(voice, row), "late" if side else ""),
            html.span({"className": "m"}, what_is_wanted(voice, row)),
            *(_turns(voice, row, as_of) if running else [standing_words(voice, row)]),
            html.span(
                {"className": "t-s dim"},
                f"{row.site_name} · "
                + voice.say("urgent-deliver-by", time=voice.moment(row.deliver_by)),
            ),
        ),
        html.span({"className": "urgent-side"}, *side),
    )


def stage_row(voice: Voice, stage: UrgentStage) -> VdomDict:
    """Draw one stage: done, now or to come; with when it begins where it does not wait for all before it."""
    is_now = stage.status is StageStatus.RUNNING
    is_done = stage.status is StageStatus.DONE
    shape = "kept" if is_done else "waiting" if is_now else _SHAPES[stage.stage]
    tone = "c-kept" if is_done else "c-risk" if is_now else "dimmer"
    who = stage.done_by_name or (voice.say("urgent-by-fact") if is_done else whose(voice, stage))
    more = voice.say("urgent-said", name=who, note=stage.note) if stage.note else who
    return html.li(
        {
            "className": f"urgent-stage {stage.status.value}",
            "key": stage.stage.value,
            **({"aria-current": "step"} if is_now else {}),
        },
        html.span({"className": tone}, icon(shape)),
        html.span(
            html.span(
                {"className": "b" if is_now else "m"},
                voice.say_code("urgent-stage", stage.stage),
            ),
            html.br(),
            html.span({"className": "t-s"}, more),
            html.span({"className": "t-s urgent-begins"}, begins(voice, stage.after))
            if stage.after is not None and stage.status is StageStatus.WAITING
            else None,
        ),
        html.span({"className": "urgent-when"}, *_when(voice, stage)),
    )


def step_row(voice: Voice, place: int, step: UrgentStep) -> VdomDict:
    """Draw one thing that happened."""
    words = voice.say_code(
        "urgent-step",
        step.kind,
        stage=voice.say_code("urgent-stage", step.stage) if step.stage else "",
        name=step.person_name or voice.say("charge-itself"),
        other=step.to_name or voice.say("urgent-nobody"),
    )
    note = step.note if step.kind is not UrgentStepKind.STOPPED else ""
    return html.li(
        {"className": "row flex", "key": f"{place}"},
        icon(_STEP_SHAPES[step.kind]),
        html.div(
            {"className": "grow"},
            html.p({"className": "m"}, words),
            html.p({"className": "t-s"}, note) if note else None,
            html.p({"className": "t-s dim"}, voice.moment(step.at)),
        ),
    )


def _turns(voice: Voice, row: UrgentRow, as_of: datetime) -> list[VdomDict]:
    """Say whose turn it is; beside the first stage that runs each has a count of its own."""
    if len(row.running) == 1:
        words = voice.say(
            "urgent-turn",
            stage=voice.say_code("urgent-stage", row.running[0].stage),
            name=whose(voice, row.running[0]),
            done=row.done_count + 1,
            count=row.stage_count,
        )
        return [html.span({"className": "t-s"}, words)]
    return [
        html.span(
            {"className": "t-s urgent-turn", "key": stage.stage.value},
            f"{voice.say_code('urgent-stage', stage.stage)} · {whose(voice, stage)}",
            count_down(as_of, stage.due_at) if place else None,
        )
        for place, stage in enumerate(row.running)
    ]


def _when(voice: Voice, stage: UrgentStage) -> list[VdomDict]:
    if stage.status is StageStatus.DONE and stage.done_at is not None:
        used = voice.say(
            "urgent-used",
            used=duration(voice.language, stage.used_minutes or 0),
            whole=duration(voice.language, stage.minutes),
        )
        return [html.span(voice.moment(stage.done_at)), html.br(), html.span(used)]
    words = voice.say("urgent-by", time=voice.moment(stage.due_at))
    return [html.span({"className": "b"} if stage.status is StageStatus.RUNNING else {}, words)]


def _ended(voice: Voice, row: UrgentRow) -> str:
    return voice.moment(row.ended_at) if row.ended_at is not None else ""
