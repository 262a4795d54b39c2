"""One what-if: its scenarios side by side, what each of them changes, and adopting one."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

from reactpy import component, html, use_ref, use_state
from reactpy.types import VdomDict

from frontend.components.alternatives import adjustment_words
from frontend.components.button import button
from frontend.components.field import text_field
from frontend.components.frame import back, page
from frontend.components.icon import icon
from frontend.components.settings_parts import one_of
from frontend.components.states import failed, not_fresh, problem_sentence, waiting
from frontend.components.voice import Voice
from frontend.components.what_if_aside import WEIGHTS, money_chart, weights_panel
from frontend.components.what_if_form import EditWish, edit_form, edit_of
from frontend.components.what_if_table import columns_of, plans_table
from frontend.components.what_if_words import edit_row
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_gateway, use_path
from frontend.hooks.voice import use_voice
from shared.gateway import Gateway
from shared.problem import ProblemError
from shared.schemas.scenario import EditChoices, ScenarioView, WhatIfView
from shared.terms import AdjustmentKind, EditKind, ProposalStatus

_ADJUSTMENTS_SHOWN = 8
_COUNTED = (
    AdjustmentKind.MAKE_MORE,
    AdjustmentKind.MAKE_LESS,
    AdjustmentKind.MOVE,
    AdjustmentKind.BUY,
    AdjustmentKind.TRANSFER,
    AdjustmentKind.OVERTIME,
)
Doing = Callable[..., Awaitable[None]]


class EditUnreadableError(ProblemError):
    """A figure or a day in the form cannot be read."""

    code = "edit_incomplete"
    status = 422


@dataclass
class Held:
    """What is typed and slid, held beside the picture: typing may come faster than a new one."""

    name: str
    wish: EditWish
    weights: dict[str, int]


@component
def what_if_page() -> VdomDict:
    """Draw the what-if; it follows what others change in it."""
    voice = use_voice()
    gateway = use_gateway()
    what_if_id = UUID(use_path().rsplit("/", 1)[-1])
    notice, set_notice = use_state("")
    chosen_id, set_chosen = use_state("")
    held = use_ref(Held("", EditWish(), {}))
    _, draw = use_state(0)
    view = use_query(
        "what-if",
        lambda gateway: gateway.what_if(what_if_id),
        str(what_if_id),
        topics=("what_if", "plan"),
    )
    choices = use_query(
        "edit-choices", lambda gateway: gateway.edit_choices(what_if_id), str(what_if_id)
    )

    def again() -> None:
        draw(lambda before: before + 1)

    def doing(act: Callable[[Gateway], Awaitable[object]]) -> Doing:
        async def do(*_: object) -> None:
            try:
                await act(gateway)
            except ProblemError as problem:
                set_notice(problem_sentence(voice, problem))
            else:
                set_notice("")
            view.ask_again()
            choices.ask_again()

        return do

    looks: list[VdomDict | None]
    if view.is_waiting:
        looks = [waiting(voice, voice.say("what-if-one-loading"))]
    elif view.value is None:
        looks = [
            failed(
                voice,
                voice.say("what-if-one-failed"),
                view.problem or ProblemError(),
                view.ask_again,
            )
        ]
    else:
        looks = _full(
            replace(voice, currency=view.value.currency),
            view.value,
            choices.value,
            held.current,
            chosen_id,
            lambda value: lambda *_: set_chosen(value),
            doing,
            again,
        )
    return page(
        back("/what-if", voice.say("navigation-what-if"), view.value.name if view.value else ""),
        not_fresh(voice, view.answered_at, view.ask_again) if view.is_stale else None,
        html.p({"className": "notice pad c-late", "role": "alert"}, notice) if notice else None,
        *looks,
        name="what-if-page",
        is_ready=not view.is_waiting,
    )


def _full(
    voice: Voice,
    view: WhatIfView,
    choices: EditChoices | None,
    held: Held,
    chosen_id: str,
    choose: Callable[[str], Callable[..., object]],
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
    again: Callable[[], None],
) -> list[VdomDict | None]:
    chosen = next((each for each in view.scenarios if str(each.id) == chosen_id), None)
    if chosen is None:
        chosen = next((each for each in view.scenarios if each.id == view.first_id), None)
    columns = columns_of(voice, view, chosen)
    weights = {name: held.weights.get(name, round(getattr(view.weights, name))) for name in WEIGHTS}

    def slide(name: str) -> Callable[..., object]:
        return lambda event: held.weights.update({name: int(float(event["target"]["value"]))})

    async def weigh(gateway: Gateway) -> None:
        wished = {
            name: held.weights.get(name, round(getattr(view.weights, name))) for name in WEIGHTS
        }
        await gateway.weigh_what_if(view.id, wished["reliability"], wished["cost"], wished["speed"])

    return [
        _head(voice, view, chosen, doing),
        _moved(voice, view, doing) if view.has_moved else None,
        _shared(voice, view) if view.is_shared else None,
        html.div(
            {"className": "what-if-body"},
            html.div(
                {"className": "what-if-main"},
                html.div(
                    {"className": "filters"},
                    one_of(
                        voice.say("what-if-compare"),
                        [(str(each.id), each.name) for each in view.scenarios],
                        str(chosen.id) if chosen is not None else "",
                        choose,
                    ),
                )
                if len(view.scenarios) > 1
                else None,
                plans_table(voice, columns, voice.say("what-if-ranked")),
                _add(voice, held, view, chosen, doing, choose, again) if view.can_change else None,
                _edits(voice, view, chosen, doing) if chosen is not None else None,
                _form(voice, view, chosen, choices, held, doing, again)
                if chosen is not None and view.can_change and chosen.adoption_id is None
                else None,
            ),
            html.aside(
                {"className": "what-if-aside"},
                money_chart(voice, columns),
                weights_panel(voice, view, weights, slide, doing(weigh)),
                html.p(
                    {"className": "t-s dim"},
                    voice.say("what-if-adopting", count=len(chosen.adjustments)),
                )
                if chosen is not None
                else None,
            ),
        ),
    ]


def _head(
    voice: Voice,
    view: WhatIfView,
    chosen: ScenarioView | None,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
) -> VdomDict:
    share = doing(lambda gateway: gateway.share_what_if(view.id, not view.is_shared))
    archive = doing(lambda gateway: gateway.archive_what_if(view.id, not view.is_archived))
    return html.header(
        {"className": "top what-if-head"},
        html.h1({"className": "t-xl"}, view.name),
        html.span({"className": "tag open"}, voice.say("what-if-not-real")),
        html.span(
            {"className": "t-s dim"},
            f"{view.site_name} · ",
            voice.say(
                "what-if-copied",
                number=str(view.plan_revision_number),
                time=voice.moment(view.copied_at),
            ),
        ),
        html.div(
            {"className": "actions push"},
            _button(voice.say("what-if-share-stop" if view.is_shared else "what-if-share"), share)
            if view.is_own and not view.is_archived
            else None,
            _button(
                voice.say("what-if-take-out" if view.is_archived else "what-if-archive"), archive
            )
            if view.is_own
            else None,
            _adopt(voice, view, chosen, doing) if chosen is not None else None,
        ),
    )


def _adopt(
    voice: Voice,
    view: WhatIfView,
    chosen: ScenarioView,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
) -> VdomDict | None:
    if chosen.adoption_id is not None:
        return html.a(
            {"className": "btn slim", "href": f"/adoptions/{chosen.adoption_id}"},
            voice.say(
                "what-if-adoption-asked"
                if chosen.adoption_status is ProposalStatus.OPEN
                else "what-if-adopted"
            ),
        )
    if not view.can_change:
        return None
    return button(
        {
            "className": "btn slim ink",
            "type": "button",
            "onClick": doing(lambda gateway: gateway.adopt_scenario(chosen.id)),
        },
        voice.say("what-if-adopt", name=chosen.name),
    )


def _button(words: str, press: Doing) -> VdomDict:
    return button({"className": "btn slim", "type": "button", "onClick": press}, words)


def _moved(
    voice: Voice,
    view: WhatIfView,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
) -> VdomDict:
    return html.div(
        {"className": "not-fresh", "role": "status"},
        icon("risk", "s"),
        html.span(
            {"className": "grow"},
            voice.say("what-if-moved", number=str(view.current_plan_revision_number)),
        ),
        _button(
            voice.say("what-if-copy-again"),
            doing(lambda gateway: gateway.renew_what_if(view.id)),
        )
        if view.can_change
        else None,
    )


def _shared(voice: Voice, view: WhatIfView) -> VdomDict:
    return html.p(
        {"className": "pad t-s dim what-if-link"},
        voice.say("what-if-share-more", site=view.site_name),
        " ",
        html.code(f"/what-if/{view.id}"),
    )


def _add(
    voice: Voice,
    held: Held,
    view: WhatIfView,
    chosen: ScenarioView | None,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
    choose: Callable[[str], Callable[..., object]],
    again: Callable[[], None],
) -> VdomDict:
    """Offer another scenario; it is the chosen one at once, so that what is changed next is its own."""

    def write(value: str) -> None:
        held.name = value

    def add(like_id: UUID | None) -> Doing:
        async def act(gateway: Gateway) -> None:
            scenario_id = await gateway.add_scenario(view.id, held.name, like_id)
            choose(str(scenario_id))()
            held.name = ""
            held.wish.number += 1
            again()

        return doing(act)

    return html.div(
        {"className": "what-if-add"},
        html.div(
            {"className": "grow", "key": f"name-{held.wish.number}"},
            text_field(voice.say("what-if-add-name"), {"type": "text", "maxLength": 100}, write),
        ),
        button(
            {"className": "btn", "type": "button", "onClick": add(None)},
            voice.say("what-if-add"),
        ),
        button(
            {"className": "btn", "type": "button", "onClick": add(chosen.id)},
            voice.say("what-if-add-like", name=chosen.name),
        )
        if chosen is not None
        else None,
    )


def _edits(
    voice: Voice,
    view: WhatIfView,
    chosen: ScenarioView,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
) -> VdomDict:
    may_change = view.can_change and chosen.adoption_id is None

    def take_back(place: int) -> Doing:
        return doing(lambda gateway: gateway.remove_edit(chosen.id, place))

    return html.section(
        {"className": "what-if-edits"},
        html.div(
            {"className": "flex between wrap"},
            html.h2(
                {"className": "b"},
                voice.say("what-if-edits", count=len(chosen.edits), name=chosen.name),
            ),
            _button(
                voice.say("what-if-put-away"),
                doing(lambda gateway: gateway.archive_scenario(chosen.id)),
            )
            if may_change
            else None,
        ),
        html.ul(
            *(
                edit_row(
                    voice,
                    edit,
                    f"{chosen.id}-{place}",
                    button(
                        {
                            "className": "btn slim plain",
                            "type": "button",
                            "onClick": take_back(place),
                        },
                        voice.say("what-if-remove"),
                    )
                    if may_change
                    else None,
                )
                for place, edit in enumerate(chosen.edits)
            )
        )
        if chosen.edits
        else html.p({"className": "dim t-s"}, voice.say("what-if-no-edits")),
        adjustments_list(voice, chosen),
        html.p(
            {"className": "t-s dim"},
            voice.say(
                "what-if-by", name=chosen.changed_by_name, time=voice.moment(chosen.changed_at)
            ),
        ),
    )


def adjustments_list(voice: Voice, chosen: ScenarioView) -> VdomDict | None:
    """What the plan would do, the first of it in words."""
    if not chosen.adjustments:
        return None
    shown = chosen.adjustments[:_ADJUSTMENTS_SHOWN]
    more = len(chosen.adjustments) - len(shown)
    return html.div(
        {"className": "t-s stack"},
        html.h3({"className": "b"}, voice.say("what-if-would")),
        html.p(" · ".join(_counts(voice, chosen))),
        html.ul(
            *(
                html.li({"key": f"{n}"}, adjustment_words(voice, each))
                for n, each in enumerate(shown)
            ),
            html.li({"key": "more", "className": "dim"}, voice.say("plan-more", count=more))
            if more
            else None,
        ),
    )


def _counts(voice: Voice, chosen: ScenarioView) -> list[str]:
    """How many adjustments there are of each kind, in the order of the words."""
    kinds = Counter(
        each.kind.value if each.kind in _COUNTED else "other" for each in chosen.adjustments
    )
    return [
        voice.say(
            "what-if-would-counts",
            kind=voice.say_code("what-if-would-kind", kind),
            count=str(kinds[kind]),
        )
        for kind in (*_COUNTED, "other")
        if kinds[kind]
    ]


def _form(
    voice: Voice,
    view: WhatIfView,
    chosen: ScenarioView,
    choices: EditChoices | None,
    held: Held,
    doing: Callable[[Callable[[Gateway], Awaitable[object]]], Doing],
    again: Callable[[], None],
) -> VdomDict | None:
    if choices is None:
        return None
    wish = held.wish

    def set_kind(value: str) -> None:
        held.wish = EditWish(EditKind(value), {}, wish.number + 1)
        again()

    async def apply(gateway: Gateway) -> None:
        edit = edit_of(held.wish, view.site_id)
        if edit is None:
            raise EditUnreadableError
        await gateway.add_edit(chosen.id, edit)
        held.wish = EditWish(held.wish.kind, {}, held.wish.number + 1)
        again()

    return edit_form(
        voice,
        choices,
        wish,
        set_kind=set_kind,
        write=lambda name: lambda value: held.wish.written.update({name: value}),
        apply=doing(apply),
    )
