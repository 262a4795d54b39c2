"""The words of what could not be delivered, apart from `terms.py`, all of which every phone loads."""

from enum import StrEnum


class UndeliveredKind(StrEnum):
    """By which way something was to leave, or that it was work of the company's own."""

    MAIL = "mail"
    PUSH = "push"
    WEBHOOK = "webhook"
    INSIDE = "inside"
