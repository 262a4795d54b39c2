"""What can be wrong with an endpoint that somebody wants to be told at."""

from typing import ClassVar

from shared.problem import ProblemError


class WebhookURLRefusedError(ProblemError):
    """Not https on port 443, a name or password in it, or an address that is not public (`reason`)."""

    code: ClassVar[str] = "webhook_url_refused"
    status: ClassVar[int] = 422


class UnknownEventError(ProblemError):
    """No such event to be told of (`event`, `known`)."""

    code: ClassVar[str] = "unknown_event"
    status: ClassVar[int] = 422


class TooManyWebhooksError(ProblemError):
    """A company keeps at most so many endpoints (`limit`)."""

    code: ClassVar[str] = "too_many_webhooks"
    status: ClassVar[int] = 409
