"""Where Piccolo finds the database and every slice's tables; slices are discovered, not listed."""

from pathlib import Path

from piccolo.conf.apps import AppRegistry

from backend.kit.engine import engine

DB = engine

APP_REGISTRY = AppRegistry(
    apps=[
        ".".join(found.relative_to(Path(__file__).parent).with_suffix("").parts)
        for found in sorted((Path(__file__).parent / "backend").rglob("piccolo_app.py"))
    ]
)
