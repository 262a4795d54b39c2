"""What can go wrong, in one shape that a route, a sync answer and a screen all understand."""

from typing import Any, ClassVar


class ProblemError(Exception):
    """A refusal with its facts; the sentence is the catalogue's `error-<code>` in one's language.

    `status` is the HTTP status: 404 absent, 403 not yours, 409 conflict with the present state,
    400 and 422 only for a malformed payload. `facts` are what the sentence needs, as text.
    """

    code: ClassVar[str] = "unexpected"
    status: ClassVar[int] = 500

    def __init__(self, **facts: object) -> None:
        self.facts: dict[str, str] = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{self.code}: {self.facts}" if facts else self.code)

    @property
    def text_key(self) -> str:
        """The key of this refusal's sentence in the catalogue."""
        return f"error-{self.code.replace('_', '-')}"


class ConflictError(ProblemError):
    """The row is not as the author saw it: which fields clash, and the row as it is.

    A sync answer gives both to the phone, where the person chooses between mine, theirs and before.
    """

    code: ClassVar[str] = "conflict"
    status: ClassVar[int] = 409

    def __init__(
        self,
        *,
        fields: tuple[str, ...] = (),
        current: dict[str, Any] | None = None,
        **facts: object,
    ) -> None:
        self.fields = fields
        self.current = current or {}
        super().__init__(**facts)
