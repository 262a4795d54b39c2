"""What the browser loads: the files under `static`, one sheet of styles, one text bundle a language."""

import gzip
import hashlib
import mimetypes
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import orjson

from shared.screen_texts import file_name, screen_texts
from shared.text import LANGUAGES

STATIC: Final = Path(__file__).parent / "static"
STYLES: Final = "css/lockstep.css"
ASSET_LIST: Final = "assets.json"
_AT_THE_ROOT: Final = ("sw.js", "manifest.webmanifest", "favicon.ico")
_TYPES: Final = {
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}
_IMPORTED: Final = re.compile(r"""^(?:import|export)[^"';]*?["'](\.[^"']+)["'];?$""", re.MULTILINE)
# Beside what browsers load lie the fonts of papers that the server writes, and set-up's own mark.
_LEFT_OUT: Final = (".map", ".md", ".ttf", ".sha256")


@dataclass(frozen=True)
class Asset:
    """One file as it is sent."""

    name: str
    content: bytes

    @cached_property
    def version(self) -> str:
        """The start of the content's hash; part of an address that may be kept for ever."""
        return hashlib.sha256(self.content).hexdigest()[:16]

    @cached_property
    def compressed(self) -> bytes | None:
        """The gzip form of a text, or None where it would not help."""
        return gzip.compress(self.content, 9, mtime=0) if self.is_text else None

    @property
    def media_type(self) -> str:
        """The Content-Type to send."""
        suffix = Path(self.name).suffix
        media_type = (
            _TYPES.get(suffix) or mimetypes.types_map.get(suffix) or "application/octet-stream"
        )
        return f"{media_type}; charset=utf-8" if self.is_text else media_type

    @property
    def is_text(self) -> bool:
        """Whether the file is text, which is sent compressed."""
        return Path(self.name).suffix in {
            ".js",
            ".css",
            ".svg",
            ".json",
            ".webmanifest",
            ".html",
        }


def slimmed(code: bytes) -> bytes:
    r"""Return a browser module without its comment lines and indentation, which only readers need.

    Line by line, so it is safe while no template text of a module goes over several lines.

    >>> slimmed(b"// why\n  go();\n/** what\n * it is */\nstay(); // here\n")
    b'go();\nstay(); // here\n'
    """
    kept, is_comment = [], False
    for line in code.splitlines():
        stripped = line.strip()
        if is_comment or stripped.startswith(b"/*"):
            is_comment = b"*/" not in stripped
        elif stripped and not stripped.startswith(b"//"):
            kept.append(stripped)
    return b"\n".join(kept) + b"\n"


class Assets:
    """Every file the browser may load, read once; `reload` reads again when a file has changed."""

    def __init__(self, root: Path = STATIC, *, reload: bool = False) -> None:
        self._root = root
        self._reload = reload
        self._assets = self._read()
        self._modules: dict[str, list[str]] = {}

    def find(self, path: str) -> Asset | None:
        """Return the file behind a request path: under `/static/`, or one of the few at the root."""
        if self._reload:
            self._assets = self._read()
            self._modules.clear()
        if path.startswith("/static/"):
            return self._assets.get(path.removeprefix("/static/"))
        name = path.removeprefix("/")
        return self._assets.get(name) if name in _AT_THE_ROOT else None

    def url(self, name: str) -> str:
        """Return the address of a file together with its version."""
        return f"/static/{name}?v={self._assets[name].version}"

    def modules_of(self, name: str) -> list[str]:
        """Return the modules that a module imports at once, directly or not, in the order in which they are found."""
        if name in self._modules:
            return self._modules[name]
        found = [name]
        for each in found:
            for path in _IMPORTED.findall(self._assets[each].content.decode()):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(each), path))
                if target not in found:
                    found.append(target)
        return self._modules.setdefault(name, found[1:])

    @property
    def versions(self) -> dict[str, str]:
        """The version of each file by its name under `/static/`; the service worker's list."""
        return {name: asset.version for name, asset in self._assets.items() if name != ASSET_LIST}

    def token(self, name: str, theme: str = "light") -> str:
        """Return a colour of the design, for the few places that a style sheet does not reach."""
        written = (self._root / "css" / "tokens.css").read_text(encoding="utf-8")
        light, _, dark = written.partition('[data-theme="dark"]')
        found = re.search(rf"--{name}:\s*(#[0-9a-f]+)", dark if theme == "dark" else light)
        if found is None:
            raise LookupError(name)
        return found[1]

    def _read(self) -> dict[str, Asset]:
        found = {
            name: Asset(name, _content(path))
            for path in sorted(self._root.rglob("*"))
            if path.is_file() and path.suffix not in _LEFT_OUT
            for name in [path.relative_to(self._root).as_posix()]
            if not name.startswith("css/")
        }
        made = [Asset(STYLES, self._styles())]
        made += [
            Asset(file_name(language), orjson.dumps(screen_texts(language)))
            for language in LANGUAGES
        ]
        found.update((asset.name, asset) for asset in made)
        listed = {name: asset.version for name, asset in found.items()}
        return found | {ASSET_LIST: Asset(ASSET_LIST, orjson.dumps(listed))}

    def _styles(self) -> bytes:
        """Tokens first, then the floor, then components and islands by name."""
        folder = self._root / "css"
        sheets = [folder / "tokens.css", folder / "base.css"]
        sheets += sorted((folder / "components").glob("*.css"))
        sheets += sorted((folder / "islands").glob("*.css"))
        return b"\n".join(sheet.read_bytes() for sheet in sheets)


def _content(path: Path) -> bytes:
    content = path.read_bytes()
    return slimmed(content) if path.suffix == ".js" else content
