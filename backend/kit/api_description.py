"""The API's description of itself (OpenAPI): what every route may answer, in one shape for refusals.

Routes say what is special about them; what holds for all of them is added here.
"""

import inspect
from datetime import time
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from litestar.connection import Request
from litestar.openapi.datastructures import ResponseSpec
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPIType, Schema
from litestar.params import QueryParameter
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from msgspec import Struct

from backend.kit.problem_details import MEDIA_TYPE
from shared.problem import ProblemError

MOST_ROWS: Final = 500
Limit: TypeAlias = Annotated[
    int, QueryParameter(ge=1, le=MOST_ROWS, description="How many rows a page has at most.")
]
PageCursor: TypeAlias = Annotated[
    str | None,
    QueryParameter(
        max_length=400, description="`next_cursor` of the page before; none for the first page."
    ),
]

_METHODS: Final = frozenset({"get", "put", "post", "delete", "patch"})
GENERAL: Final = {
    "400": "`malformed`: a body or a parameter is not what this door takes; `facts` name the field.",
    "401": "`signed_out`, or `token_refused`: not a token of ours, expired or revoked.",
    "403": "`not_allowed` to the person's roles; `token_read_only`; `cross_site`: a browser without "
    "its session's token, or from another site.",
    "405": "`method_not_allowed`.",
    "429": "`too_many_requests`; `Retry-After` says when.",
    "500": "`unexpected`: our fault, and in our log under `X-Request-Id`.",
    "503": "`busy`; `Retry-After` says when.",
}
WITH_BODY: Final = {
    "413": "`body_too_large`: 64 KiB as sent, 256 KiB unpacked, unless the route says more.",
    "415": "`not_json`: the body is not `application/json`, or packed otherwise than with gzip.",
}
WITH_PATH: Final = {"404": "`not_found`: not there, or not yours; nobody learns which."}
_SCHEMES: Final = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API token. It acts in its owner's name, with what the owner may at that "
        "moment; one that reads cannot write.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "session",
        "description": "A browser's session; unsafe requests carry its token in `X-CSRF-Token`.",
    },
}
# Signing in and out: all that strangers may ask of the API.
_OPEN: Final = frozenset({("post", "/api/v1/session"), ("delete", "/api/v1/session")})


class Problem(Struct, frozen=True):
    """A refusal (RFC 9457). `code` and `facts` are for programs, `title` and `detail` for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str]


def refusals(*errors: type[ProblemError]) -> dict[int, ResponseSpec]:
    """What a route refuses beyond what all do, by status."""
    found: dict[int, list[str]] = {}
    for error in errors:
        said = (inspect.getdoc(error) or "").split("\n\n")[0].replace("\n", " ")
        found.setdefault(error.status, []).append(f"`{error.code}`: {said}")
    return {
        status: ResponseSpec(
            Problem, description=" ".join(said), media_type=MEDIA_TYPE, generate_examples=False
        )
        for status, said in found.items()
    }


def file_answer(media_type: str, what: str) -> dict[int, ResponseSpec]:
    """A route's answer that is a file."""
    return {
        200: ResponseSpec(bytes, description=what, media_type=media_type, generate_examples=False)
    }


class DecimalAsText(OpenAPISchemaPlugin):
    """Quantities and amounts travel as text, so that no client's floating point touches them."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether this is the type that travels as text."""
        return value is Decimal

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ARG002 -- the plugin's signature
        """A text with digits, without exponent."""
        return Schema(type=OpenAPIType.STRING, pattern=r"^-?[0-9]+(\.[0-9]+)?$", examples=["120.5"])


class LocalTime(OpenAPISchemaPlugin):
    """A time of day has no zone of its own: it is local where the calendar is."""

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Whether this is a time of day."""
        return value is time

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:  # noqa: ARG002 -- the plugin's signature
        """Hours, minutes and seconds."""
        return Schema(
            type=OpenAPIType.STRING,
            pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$",
            examples=["06:00:00"],
        )


class DescribedJSON(JsonRenderPlugin):
    """Serves the description with what holds for every route."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The description as JSON."""
        return super().render(request, completed(openapi_schema))


def completed(description: dict[str, Any]) -> dict[str, Any]:
    """A description with general refusals, ways to sign in, and a summary for every route."""
    components = description.setdefault("components", {})
    components["securitySchemes"] = _SCHEMES
    components.setdefault("schemas", {}).setdefault("Problem", _PROBLEM)
    paths: dict[str, Any] = {
        path: item for path, item in description["paths"].items() if not path.startswith("/schema")
    }
    description["paths"] = paths
    for path, item in paths.items():
        for method, operation in item.items():
            if method in _METHODS:
                _complete(path, method, operation)
    return description


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    said = " ".join(operation.get("description", "").split())
    operation["description"] = said
    operation["summary"] = said.split(". ")[0].split("; ")[0].rstrip(".")
    answers = operation.setdefault("responses", {})
    is_open = (method, path) in _OPEN
    operation["security"] = [] if is_open else [{"token": []}, {"session": []}]
    general = dict(GENERAL)
    if "{" in path:
        general |= WITH_PATH
    if method != "get":
        general |= WITH_BODY
    for status, words in general.items():
        _add(answers, status, words)
    operation["responses"] = dict(sorted(answers.items()))


def _add(answers: dict[str, Any], status: str, words: str) -> None:
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}}
    own = answers.get(status)
    # The framework describes its own refusals in another shape than ours.
    is_ours = own is not None and MEDIA_TYPE in own.get("content", {})
    before = f"{own['description']} " if own is not None and is_ours else ""
    said = before.strip() if words.partition(":")[0] in before else f"{before}{words}"
    answers[status] = {"description": said, "content": {MEDIA_TYPE: shown}}


_PROBLEM: Final = {
    "type": "object",
    "title": "Problem",
    "required": ["type", "title", "status", "detail", "code", "facts"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "facts": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
