"""What this connector is: its name, its directions, and what it is set up with."""

from typing import Final

NAME: Final = "mail"
DIRECTIONS: Final = ("publish", "receive")
SETTINGS: Final = (
    "LOCKSTEP_MAIL_SERVER",
    "LOCKSTEP_MAIL_FROM",
    "LOCKSTEP_PRIVATE_NETWORKS",
    "LOCKSTEP_DIAL_ROUTES",
    "LOCKSTEP_SECRETS",
)
