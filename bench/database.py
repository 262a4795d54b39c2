"""A migrated database for a bench: the embedded PostgreSQL as `make run` starts it, with every flush to disk."""

import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from backend.kit.engine import engine, open_pool, use_database
from backend.launch.places import places_for, remove_all
from backend.launch.progress import Progress
from backend.launch.release import release
from backend.launch.servers import Servers
from backend.settings import Settings


@asynccontextmanager
async def fresh_database() -> AsyncIterator[Settings]:
    """Settings of an empty company; the process's engine points at it, its pool open, as the application's role."""
    home = Path(tempfile.mkdtemp(prefix="lockstep-bench-"))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    servers = Servers(places_for(home), with_postgres=True, with_redis=True)
    progress = Progress()
    try:
        servers.start(progress)
        found = servers.environment
        settings = replace(
            Settings.from_environment({"LOCKSTEP_HOME": str(home), "LOCKSTEP_DEMO": "1"}),
            database_url=found["DATABASE_URL"],
            database_owner_url=found["DATABASE_OWNER_URL"],
            redis_url=found["REDIS_URL"],
        )
        await release(settings, progress)
        use_database(settings.database_url, application="lockstep bench")
        async with open_pool():
            yield settings
        engine.config = {}
    finally:
        servers.stop()
        remove_all(home)
