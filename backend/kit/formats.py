"""Lists as files by what a program asks for in `Accept`, beside the endings `.csv` and `.xlsx`."""

import re
from typing import Any, Final

from backend.kit.downloads import CSV, WORKBOOK
from backend.kit.request_guard import App

_LISTS: Final = re.compile(r"/api/v1/(?:demand-lines|demand-changes|proposals|alerts)")
_PLAN: Final = re.compile(r"/api/v1/plan/[0-9a-fA-F-]{36}")
_KPI: Final = re.compile(r"/api/v1/kpi/[a-z_]+")
_ENDINGS: Final = {CSV: "csv", WORKBOOK: "xlsx"}


class FormatByAccept:
    """An ASGI layer round the routes that leads a reading of a list to the file that is asked for."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}:
            path = _file_path(scope["path"], _accepted(scope))
            if path is not None:
                scope = {**scope, "path": path, "raw_path": path.encode()}
        await self._app(scope, receive, send)


def _file_path(path: str, accepted: str) -> str | None:
    ending = _ENDINGS.get(accepted)
    if ending is None:
        return None
    if _LISTS.fullmatch(path):
        return f"{path}.{ending}"
    if _PLAN.fullmatch(path):
        return f"{path}/lines.{ending}"
    if _KPI.fullmatch(path):
        return f"{path}/rows.{ending}"
    return None


def _accepted(scope: Any) -> str:
    """What stands first in `Accept`; browsers, which name many kinds, never begin with ours."""
    for name, value in scope["headers"]:
        if name == b"accept":
            return str(value.decode("latin-1").partition(",")[0].partition(";")[0].strip().lower())
    return ""
