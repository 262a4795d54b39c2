"""Makes docs/api.md from the API's description of itself."""

from typing import Any, Final

from backend.app import create_litestar
from backend.assembly import company_of
from backend.identity.queries import Sessions
from backend.kit.api_description import GENERAL, WITH_BODY, completed
from backend.kit.secrets import Secrets
from backend.settings import Settings

HEAD: Final = """# The API

Made by `make docs` from the routes; a test fails when it is not current. The same as OpenAPI 3.1, for programs: `GET /schema/openapi.json`.

## Get a token
A program asks in the name of a person, with an API token, and may do what that person may at that moment. Make one in the settings, or in
the terminal of the server:
```
lockstep token create --person anna@company.example --name "Nightly export"
lockstep token create --person anna@company.example --name "Order desk" --write
```
It is printed once and kept nowhere but as a hash; `lockstep token list` and `lockstep token revoke` do the rest. A token reads, or with
`--write` writes as well; it lasts 90 days unless `--days` says otherwise, at most a year. It cannot make tokens, sign devices out or
subscribe to pushes.

## Ask
```
export TOKEN=lockstep_…
curl -H "Authorization: Bearer $TOKEN" https://plan.example/api/v1/demand-lines?status=open
curl -H "Authorization: Bearer $TOKEN" https://plan.example/api/v1/demand-lines.csv -o lines.csv
curl -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -H "Idempotency-Key: $(uuidgen)" \\
     -d '{"demand_line_id": "…", "customer_id": "…", "item_id": "…", "quantity_delta": "40", "reason": "project_start"}' \\
     https://plan.example/api/v1/demand-changes
```

- **Quantities and amounts** are texts (`"40.5"`), never floating-point numbers; days are `YYYY-MM-DD`, instants RFC 3339 in UTC.
- **Lists** come in pages: `next_cursor` of one is `cursor` of the next. A cursor says where to go on, never what one may see.
- **Files**: add `.csv` or `.xlsx` to a list's path, or ask for `text/csv` in `Accept`. Headings are in the person's language. Texts that a
  spreadsheet would calculate begin with a quote.
- **Writing twice**: every request that writes about demand or decides takes an `Idempotency-Key`, a UUID of your own. The same key with the
  same request gets the same answer and does nothing; with another request it is refused (422). A refused request leaves nothing behind.
- **Bodies** are JSON, at most 64 KiB, gzip allowed. Unknown fields are refused.
- **Refusals** are `application/problem+json`: `code` and `facts` for programs, `title` in the person's language.
- **Being told** instead of asking: [webhooks](connectors/webhooks.md).

## What every route may refuse
| status | code |
|---|---|
"""
_METHODS: Final = ("get", "post", "put", "patch", "delete")
_ALWAYS: Final = GENERAL | WITH_BODY
_PROBLEM: Final = "application/problem+json"


def description() -> dict[str, Any]:
    """The API's description; made without a database and without this machine's keys."""
    company = company_of(Settings.from_environment({}), application="docs")
    sessions = Sessions(clock=company.clock, csrf_key=b"", is_secure=False, with_demo_people=False)
    routes = create_litestar(company, sessions, Secrets(bytes(32), "", ""))
    return completed(routes.openapi_schema.to_schema())


def api_page() -> str:
    """The page."""
    said = description()
    paths: dict[str, Any] = said["paths"]
    schemas: dict[str, Any] = said["components"]["schemas"]
    by_tag: dict[str, list[str]] = {}
    for path, item in paths.items():
        for method in _METHODS:
            if method not in item:
                continue
            operation = item[method]
            by_tag.setdefault(operation["tags"][0], []).append(
                _operation(method, path, operation, schemas)
            )
    rows = [f"| {status} | {_cell(words)} |" for status, words in sorted(_ALWAYS.items())]
    parts = [HEAD + "\n".join(rows)]
    parts += [f"## {tag}\n\n" + "\n\n".join(found) for tag, found in by_tag.items()]
    return "\n\n".join(parts) + "\n"


def _operation(method: str, path: str, operation: dict[str, Any], schemas: dict[str, Any]) -> str:
    lines = [f"### `{method.upper()} {path}`", "", operation["description"]]
    parameters = operation.get("parameters", [])
    body = operation.get("requestBody")
    if parameters or body:
        lines += ["", "| takes | as | |", "|---|---|---|"]
        lines += [_parameter(each, schemas) for each in parameters]
    if body:
        schema = next(iter(body["content"].values()))["schema"]
        lines += _fields(schema, schemas)
    lines += ["", *_answers(operation["responses"], schemas)]
    return "\n".join(lines)


def _parameter(parameter: dict[str, Any], schemas: dict[str, Any]) -> str:
    must = ", required" if parameter.get("required") and parameter["in"] != "path" else ""
    kind = _kind(parameter["schema"], schemas)
    said = _cell(parameter.get("description", ""))
    return f"| `{parameter['name']}` ({parameter['in']}{must}) | {kind} | {said} |"


def _fields(schema: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    found = _resolved(schema, schemas)
    required = found.get("required", [])
    return [
        f"| `{name}` (body{', required' if name in required else ''}) | {_kind(field, schemas)} | |"
        for name, field in found.get("properties", {}).items()
    ]


def _answers(responses: dict[str, Any], schemas: dict[str, Any]) -> list[str]:
    lines = []
    for status, answer in responses.items():
        content = answer.get("content", {})
        if _PROBLEM in content:
            own = answer["description"].removesuffix(_ALWAYS.get(status, "")).strip()
            if own:
                lines.append(f"- **{status}** {own}")
        elif not content:
            lines.append(f"- **{status}** without a body")
        else:
            media_type, shown = next(iter(content.items()))
            what = (
                _kind(shown.get("schema", {}), schemas)
                if media_type == "application/json"
                else f"`{media_type}`"
            )
            lines.append(f"- **{status}** {what}")
    return lines


def _kind(schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    """A schema in a few words: its name and fields, its values, or its plain type."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found = schemas.get(name, {})
        if "enum" in found:
            return ", ".join(f"`{value}`" for value in found["enum"])
        fields = ", ".join(f"`{field}`" for field in found.get("properties", {}))
        return f"{_name(name)}: {fields}" if fields else _name(name)
    for several in ("oneOf", "anyOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_kind(each, schemas) for each in schema[several]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}), schemas)}"
    plain = schema.get("format") or schema.get("type", "anything")
    return {"string": "text", "null": "none"}.get(str(plain), str(plain))


def _resolved(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "allOf" in schema:
        return _resolved(schema["allOf"][0], schemas)
    if "$ref" in schema:
        found: dict[str, Any] = schemas[schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def _name(component: str) -> str:
    """A schema's own name, without the folder that tells two of one name apart."""
    return component.rpartition("_")[2] or component


def _cell(words: str) -> str:
    return words.replace("|", "\\|")
