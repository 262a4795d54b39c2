"""What can be undone, over the API; undoing itself stands beside what is decided."""

from litestar import Router, get
from litestar.di import NamedDependency, Provide

from backend.dispatch import Dispatcher
from backend.identity.model import Viewer
from backend.undo.queries import presses_for
from shared.schemas.undo import UndoablePress


@get("/decisions/undoable")
async def undoable_decisions(
    viewer: NamedDependency[Viewer], dispatcher: NamedDependency[Dispatcher]
) -> list[UndoablePress]:
    """What one has decided in the last 30 seconds and can still undo, the newest first. What was decided
    in one go is one row and is undone together, by whichever of it.
    """
    return await presses_for(viewer, dispatcher.clock.now())


def undo_router(dispatcher: Dispatcher) -> Router:
    """The routes of undoing; `viewer` comes from the application."""
    return Router(
        path="/api/v1",
        route_handlers=[undoable_decisions],
        dependencies={"dispatcher": Provide(lambda: dispatcher, sync_to_thread=False)},
        tags=["Proposals and plan"],
    )
