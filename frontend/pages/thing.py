"""A customer or an item by itself: what is said about it, kept with it, and who follows it."""

from uuid import UUID

from reactpy import component, html
from reactpy.types import VdomDict

from frontend.components.frame import back, page
from frontend.components.states import failed, waiting
from frontend.hooks.query import use_query
from frontend.hooks.visit import use_path
from frontend.hooks.voice import use_voice
from frontend.pages.thread import thread
from shared.problem import ProblemError
from shared.thread_terms import ThingKind


@component
def thing_page() -> VdomDict:
    """Draw the thing of the address."""
    voice = use_voice()
    _, _, kind_name, thing_name = use_path().split("/")
    kind, thing_id = ThingKind(kind_name), UUID(thing_name)
    found = use_query(
        "thing", lambda gateway: gateway.thread(kind, thing_id), kind.value, str(thing_id)
    )
    view = found.value
    if view is None:
        look = (
            waiting(voice, voice.say("thread-loading"))
            if found.is_waiting
            else failed(
                voice,
                voice.say("thread-failed"),
                found.problem or ProblemError(),
                found.ask_again,
            )
        )
        return page(look, name="thing-page column", is_ready=not found.is_waiting)
    path = f"/customers/{thing_id}" if kind is ThingKind.CUSTOMER else "/stock"
    label = voice.say("thread-to-customer" if kind is ThingKind.CUSTOMER else "navigation-stock")
    return page(
        back(path, label, voice.say_code("thread-kind", kind)),
        html.div(
            {"className": "pad"},
            html.h1({"className": "t-xl"}, view.thing.title),
            html.p({"className": "dim"}, view.thing.more),
        ),
        thread(kind, thing_id),
        name="thing-page column",
    )
