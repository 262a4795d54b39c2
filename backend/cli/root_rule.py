"""Root may serve this machine, and others only if somebody has said so."""

import argparse
import os
import sys

from backend.settings import Settings


def add_root_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-root",
        action="store_true",
        help="serve other machines even as root (in a container, say)",
    )


def check_root(arguments: argparse.Namespace, settings: Settings) -> bool:
    if os.geteuid() != 0 or settings.is_loopback or arguments.allow_root:
        return True
    print(
        f"lockstep: root would answer the network on {settings.host}. Run as an ordinary person, "
        "or say --allow-root where the container is the fence.",
        file=sys.stderr,
    )
    return False
