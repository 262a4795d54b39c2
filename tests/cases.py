"""A small planning case for tests of `lockstep plan`, and where it is put."""

import json
from pathlib import Path
from typing import Any

CASE: dict[str, Any] = {
    "today": "2026-11-24",
    "horizon": 10,
    "items": [{"item": "Kit", "lead": 1}, {"item": "Brush", "get": "buy", "lead": 3}],
    "made_of": [{"item": "Kit", "of": "Brush", "per": 2}],
    "steps": [{"item": "Kit", "at": "Filling", "hours": "0.5"}],
    "work_centers": [{"name": "Filling", "hours": 4}],
    "stock": [{"item": "Brush", "quantity": 4}],
    "orders": [{"line": "100-1", "item": "Kit", "quantity": 12, "due": 2}],
    "promises": [{"item": "Kit", "quantity": 3, "day": 1}],
}


def put(folder: Path, case: Any) -> str:
    place = folder / "case.json"
    place.write_text(json.dumps(case, default=str), encoding="utf-8")
    return str(place)
