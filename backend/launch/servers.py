"""The database and Redis that a command needs: those it was told of, those that run already, or its own."""

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from backend.launch.places import Places, ServersCannotStartError, places_for
from backend.launch.postgres import EmbeddedPostgres
from backend.launch.progress import Progress
from backend.launch.redis import EmbeddedRedis
from backend.settings import Settings


class Servers:
    """What of PostgreSQL and Redis is embedded, started and stopped together."""

    def __init__(
        self, places: Places, *, with_postgres: bool, with_redis: bool, is_throwaway: bool = False
    ) -> None:
        self.places = places
        self.postgres = (
            EmbeddedPostgres(places, is_throwaway=is_throwaway) if with_postgres else None
        )
        self.redis = EmbeddedRedis(places) if with_redis else None

    @classmethod
    def for_settings(cls, settings: Settings) -> "Servers":
        """Embedded servers for whatever the environment names no server of its own for."""
        return cls(
            places_for(settings.home),
            with_postgres="DATABASE_URL" not in os.environ,
            with_redis="REDIS_URL" not in os.environ,
        )

    @property
    def environment(self) -> dict[str, str]:
        """The variables under which other processes reach these servers."""
        found: dict[str, str] = {}
        if self.postgres is not None:
            found |= {
                "DATABASE_URL": self.postgres.url,
                "DATABASE_OWNER_URL": self.postgres.owner_url,
            }
        if self.redis is not None:
            found |= {"REDIS_URL": self.redis.url}
        return found

    @property
    def _note(self) -> Path:
        return self.places.run / "servers.json"

    def start(self, progress: Progress) -> None:
        self._note.unlink(missing_ok=True)
        if self.postgres is not None:
            self.postgres.start(progress)
        if self.redis is not None:
            try:
                self.redis.start(progress)
            except ServersCannotStartError as error:
                # Nothing is true only in Redis: without it hints come by polling.
                progress.say(f"Going on without Redis: {error}")
                self.redis = None
        self._note.touch(mode=0o600)
        self._note.write_text(json.dumps(self.environment), encoding="utf-8")

    def stop(self) -> None:
        self._note.unlink(missing_ok=True)
        if self.redis is not None:
            self.redis.stop()
        if self.postgres is not None:
            self.postgres.stop()


@contextmanager
def servers_at_hand(settings: Settings, progress: Progress | None = None) -> Iterator[Settings]:
    """Settings whose database can be reached; starts the embedded servers for the while if nobody has.

    For one-off commands (`lockstep import`, `lockstep create-admin`), which must work beside a
    running Lockstep as well as without one.
    """
    from backend.launch.leftovers import the_only_one

    if settings.database_url:
        yield settings
        return
    with the_only_one(settings):
        servers = Servers.for_settings(settings)
        with contextlib.ExitStack() as ends:
            ends.callback(servers.stop)
            servers.start(progress or Progress())
            found = servers.environment
            yield replace(
                settings,
                database_url=found["DATABASE_URL"],
                database_owner_url=found["DATABASE_OWNER_URL"],
                redis_url=found.get("REDIS_URL", settings.redis_url),
            )
