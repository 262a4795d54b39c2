"""What can be wrong with an address or with a mail that somebody wants sent again."""

from typing import ClassVar

from shared.problem import ProblemError


class AddressRefusedError(ProblemError):
    """No address that a mail can be sent to (`address`)."""

    code: ClassVar[str] = "address_refused"
    status: ClassVar[int] = 422


class MailOffError(ProblemError):
    """No mail server is set on this installation."""

    code: ClassVar[str] = "mail_off"
    status: ClassVar[int] = 409


class MailGoneError(ProblemError):
    """The mail's content has been forgotten, or it was delivered: it cannot be sent again."""

    code: ClassVar[str] = "mail_gone"
    status: ClassVar[int] = 409


class LinkUnknownError(ProblemError):
    """A link that is not ours, or not whole."""

    code: ClassVar[str] = "link_unknown"
    status: ClassVar[int] = 404
