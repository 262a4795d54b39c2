"""The session that a screen was opened with, and how a screen's command is carried out in its name."""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import iscoroutinefunction
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from backend.dispatch import Dispatcher
from backend.identity import queries as identity
from backend.identity.errors import SignedOutError
from backend.identity.model import Viewer
from backend.kit.problem_details import BUSY, busy
from shared.session import SessionFacts

_Facts = ParamSpec("_Facts")
_Answer = TypeVar("_Answer")


class OpenedGateway:
    """A door opened by one session: asks at every call whether the session still stands.

    A database that is busy or away is told as a refusal that passes, as at the API's doors.
    """

    def __init_subclass__(cls, **facts: Any) -> None:
        super().__init_subclass__(**facts)
        for name, method in list(vars(cls).items()):
            if iscoroutinefunction(method) and not name.startswith("_"):
                setattr(cls, name, _told_when_busy(method))

    def __init__(
        self, dispatcher: Dispatcher, sessions: identity.Sessions, session: SessionFacts
    ) -> None:
        self._dispatcher = dispatcher
        self._sessions = sessions
        self._opened_with = session

    async def _session(self) -> SessionFacts:
        """The session that the page was opened with, if it still stands."""
        if not await self._sessions.stands(self._opened_with):
            raise SignedOutError
        return self._opened_with

    async def _viewer(self) -> Viewer:
        session = await self._session()
        return await identity.viewer_for(session.person_id, session.device_id)

    async def _make(self, command: object) -> UUID:
        """Carry out a command that makes something; returns its id."""
        session = await self._session()
        made: UUID = await self._dispatcher.dispatch(command, actor_id=session.person_id)
        return made

    async def _perform(self, command: object) -> None:
        session = await self._session()
        await self._dispatcher.dispatch(command, actor_id=session.person_id)


def _told_when_busy(
    method: Callable[_Facts, Awaitable[_Answer]],
) -> Callable[_Facts, Awaitable[_Answer]]:
    @wraps(method)
    async def told(*args: _Facts.args, **facts: _Facts.kwargs) -> _Answer:
        try:
            return await method(*args, **facts)
        except BUSY as error:
            raise busy(error) from error

    return told
