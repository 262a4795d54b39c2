"""Alert rules: what is watched and whose alerts they are, what a rule would have done, and detection."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.button import button
from frontend.components.frame import head, page, section
from frontend.components.icon import icon, status
from frontend.components.rule_form import alert_rule_form
from frontend.components.rule_wish import REDRAWING, AlertRuleWish, alert_rule_of, wish_of
from frontend.components.rule_words import (
    detection_words,
    preview_part,
    what_is_watched,
    what_it_starts,
    where_it_watches,
    who_is_told,
)
from frontend.components.states import failed, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.hooks.query import Query, use_query
from frontend.hooks.visit import use_gateway
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.watch import AlertRuleView, Detection, RulePreview, WatchChoices

_SHOWN_ALERTS = 6

Act = Callable[[Gateway], Awaitable[str | None]]
Doing = Callable[[Act], Callable[..., Awaitable[None]]]
Look = tuple[UUID, RulePreview] | None


@dataclass(frozen=True)
class _Form:
    """The form as it is typed, for a new rule or for one that is changed."""

    look: Callable[[], AlertRuleWish]
    set_wish: Callable[..., None]
    leave: Callable[..., None]
    change: Callable[[AlertRuleView], Callable[..., None]]

    @property
    def wish(self) -> AlertRuleWish:
        """What is in it at this moment."""
        return self.look()


def _use_form(voice: Voice) -> _Form:
    # Typing and pressing may come faster than a new picture, so the form is held beside it.
    held = use_ref(AlertRuleWish(time_zone=voice.zone.key))
    _, draw = use_state(0)

    def set_wish(**changes: object) -> None:
        held.current = replace(held.current, **cast("dict[str, Any]", changes))
        if changes.keys() & REDRAWING:
            draw(lambda count: count + 1)

    def leave(*_: object) -> None:
        held.current = AlertRuleWish(number=held.current.number, time_zone=held.current.time_zone)
        set_wish(number=held.current.number + 1)

    def change(view: AlertRuleView) -> Callable[..., None]:
        def begin(*_: object) -> None:
            held.current = wish_of(view.rule, view.id, held.current.number)
            set_wish(number=held.current.number + 1)

        return begin

    return _Form(lambda: held.current, set_wish, leave, change)


@component
def rules_page() -> VdomDict:
    """Draw the rules with what each would have done, and the form for a new one."""
    voice = use_voice()
    gateway = use_gateway()
    notice, set_notice = use_state("")
    look, set_look = use_state(cast("Look", None))
    rules = use_query("rules", lambda gateway: gateway.alert_rules(), topics=("rule", "alert"))
    choices = use_query("choices", lambda gateway: gateway.watch_choices())
    detection = use_query("detection", lambda gateway: gateway.detection(), topics=("alert",))
    form = _use_form(voice)

    def doing(act: Act) -> Callable[..., Awaitable[None]]:
        async def do(*_: object) -> None:
            try:
                said = await act(gateway)
            except ProblemError as problem:
                said = problem_sentence(voice, problem)
            set_notice(said or "")
            rules.ask_again()

        return do

    async def make(gateway: Gateway) -> str | None:
        wished = alert_rule_of(form.wish)
        if isinstance(wished, str):
            return voice.say(wished)
        changed = UUID(form.wish.changes) if form.wish.changes else None
        if changed is not None:
            await gateway.change_alert_rule(changed, wished)
        rule_id = changed or await gateway.add_alert_rule(wished)
        set_look((rule_id, await gateway.alert_rule_preview(rule_id)))
        form.leave()
        return voice.say("rule-changed" if changed else "rule-made", name=wished.name)

    return page(
        head(voice.say("navigation-rules")),
        html.p({"className": "notice", "role": "status"}, notice),
        *_looks(
            voice,
            (rules, choices, detection),
            lambda: alert_rule_form(
                voice,
                form.wish,
                cast("WatchChoices", choices.value),
                form.set_wish,
                doing(make),
                form.leave,
            ),
            form,
            (look, set_look),
            doing,
        ),
        name="settings-page rules-page",
        is_ready=not (rules.is_waiting or choices.is_waiting or detection.is_waiting),
    )


def _looks(
    voice: Voice,
    asked: tuple[Query[list[AlertRuleView]], Query[WatchChoices], Query[Detection]],
    form: Callable[[], VdomDict],
    held: _Form,
    looking: tuple[Look, Callable[[Look], None]],
    doing: Doing,
) -> list[VdomDict]:
    rules, choices, detection = asked
    if rules.is_waiting or choices.is_waiting or detection.is_waiting:
        return [waiting(voice, voice.say("rule-loading"))]
    problem = rules.problem or choices.problem or detection.problem
    if rules.value is None or choices.value is None or detection.value is None:
        ask = rules.ask_again
        return [failed(voice, voice.say("rule-failed"), problem or ProblemError(), ask)]
    voice = replace(voice, currency=choices.value.currency)
    return [
        html.div(
            {"className": "body column"},
            section(voice.say("rule-detection-title")),
            detection_words(voice, detection.value),
            section(voice.say("rule-rules")),
            html.p({"className": "pad t-s dim"}, voice.say("rule-rules-more")),
            html.div(
                {"className": "sheet"},
                *(
                    # A rule that is changed has the form in its place.
                    _changing(voice, each, form)
                    if str(each.id) == held.wish.changes
                    else _rule(voice, each, held.change(each), looking, doing)
                    for each in rules.value
                ),
            )
            if rules.value
            else html.p({"className": "pad"}, voice.say("rule-none")),
            *([] if held.wish.changes else [section(voice.say("rule-new")), form()]),
        )
    ]


def _changing(voice: Voice, view: AlertRuleView, form: Callable[[], VdomDict]) -> VdomDict:
    return html.div(
        {"className": "rule", "key": f"changing-{view.id}"},
        html.p({"className": "pad m"}, voice.say("rule-changing", name=view.rule.name)),
        form(),
    )


def _rule(
    voice: Voice,
    view: AlertRuleView,
    change: Callable[..., None],
    looking: tuple[Look, Callable[[Look], None]],
    doing: Doing,
) -> VdomDict:
    look, set_look = looking

    async def look_back(gateway: Gateway) -> None:
        set_look((view.id, await gateway.alert_rule_preview(view.id)))

    async def switch(gateway: Gateway) -> str:
        await gateway.switch_alert_rule(view.id, is_on=not view.is_on)
        set_look(None)
        return voice.say("rule-is-off" if view.is_on else "rule-is-on", name=view.rule.name)

    async def remove(gateway: Gateway) -> str:
        await gateway.remove_alert_rule(view.id)
        return voice.say("rule-removed", name=view.rule.name)

    preview = look[1] if look is not None and look[0] == view.id else None
    return html.div(
        {"className": "rule", "key": str(view.id)},
        html.div(
            {"className": "row flex"},
            html.div(
                {"className": "grow"},
                html.p({"className": "m"}, view.rule.name),
                html.p({"className": "t-s"}, what_is_watched(voice, view)),
                html.p({"className": "t-s dim"}, where_it_watches(voice, view)),
                html.p({"className": "t-s dim"}, who_is_told(voice, view)),
                html.p({"className": "t-s"}, what_it_starts(voice, view))
                if view.rule.starts
                else None,
                _state(voice, view),
            ),
            html.div(
                {"className": "rule-buttons"},
                _button(voice.say("rule-look-back"), doing(look_back)),
                _button(voice.say("rule-change"), change),
                # Switched on only beside what it would have done.
                _button(voice.say("rule-switch-off"), doing(switch)) if view.is_on else None,
                _button(voice.say("approval-remove"), doing(remove), "btn slim danger"),
            ),
        ),
        preview_part(
            voice,
            preview,
            _SHOWN_ALERTS,
            None if view.is_on else _button(voice.say("rule-switch-on"), doing(switch), "btn ink"),
            _button(voice.say("rule-close"), lambda *_: set_look(None), "btn"),
        )
        if preview is not None
        else None,
    )


def _state(voice: Voice, view: AlertRuleView) -> VdomDict:
    if not view.is_on:
        return html.p({"className": "t-s dim"}, voice.say("rule-off"))
    if view.standing_count:
        return status("risk", voice.say("rule-standing", count=view.standing_count), "risk")
    return html.span({"className": "st kept"}, icon("kept"), html.span(voice.say("rule-quiet-now")))


def _button(words: str, press: Callable[..., object], classes: str = "btn slim") -> VdomDict:
    return button({"className": classes, "type": "button", "onClick": press}, words)
