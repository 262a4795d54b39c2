"""`lockstep web`: the web process, with the limits that its websocket needs."""

import argparse
from typing import Any

from backend.cli.root_rule import add_root_option, check_root
from backend.kit.logging import configure_logging
from backend.settings import Settings

# ReactPy's pages send small events; larger or inflated frames are somebody trying something.
LARGEST_MESSAGE_BYTES = 65_536
DRAIN_SECONDS = 6


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_root_option(parser)


def run(arguments: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    if not check_root(arguments, settings):
        return 2
    configure_logging("web", settings.log_level)
    import uvicorn

    uvicorn.run("backend.app:create_app", factory=True, **server_options(settings))
    return 0


def server_options(settings: Settings) -> dict[str, Any]:
    """What uvicorn is told; tests start it with the same."""
    return {
        "host": settings.host,
        "port": settings.port,
        "ws_max_size": LARGEST_MESSAGE_BYTES,
        "ws_per_message_deflate": False,
        # Without a proxy that we were told of, what a caller says about itself is not believed.
        "proxy_headers": bool(settings.forwarded_allow_ips),
        "forwarded_allow_ips": settings.forwarded_allow_ips,
        "server_header": False,
        "access_log": False,
        "log_config": None,
        "timeout_graceful_shutdown": DRAIN_SECONDS,
    }
