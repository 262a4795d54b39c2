"""What is committed names no host to fetch from, no place on somebody's machine, and no key."""

import itertools
import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")
# Assembled, so that this file does not hold what it looks for.
HOSTS = (
    "pypi" + ".org",
    "pythonhosted" + ".org",
    "npmjs" + ".org",
    "npmjs" + ".com",
    "yarnpkg" + ".com",
)
FOLDERS = ("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/Us" + "ers/")
PRIVATE_KEY = "-----BEGIN " + "(EC |RSA |OPENSSH )?PRIVATE KEY-----"


def tracked_files() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        pytest.skip("not a git clone")
    return [PROJECT / name for name in done.stdout.split("\0") if name]


def texts() -> list[tuple[str, str]]:
    found = []
    for each in tracked_files():
        try:
            found.append((str(each.relative_to(PROJECT)), each.read_text(encoding="utf-8")))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
    return found


def pins(text: str) -> dict[str, str]:
    return {
        re.sub(r"[-_.]+", "-", name).lower(): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    }


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_versions_and_hashes_and_no_place(name: str) -> None:
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert re.findall(r"://|^--|^-e|@ ", text, re.MULTILINE) == []
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    for block in blocks:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]


def test_the_npm_lock_keeps_integrity_and_no_address() -> None:
    lock = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))
    fetched = {name: entry for name, entry in lock["packages"].items() if name}
    assert fetched
    for entry in fetched.values():
        assert entry["integrity"].startswith("sha512-")
        assert "resolved" not in entry
        assert not entry.get("hasInstallScript")


def test_the_lock_of_the_bench_beside_pouchdb_keeps_integrity_and_no_address() -> None:
    """It is installed without the packages' own scripts, so these may be there."""
    lock = json.loads(
        (PROJECT / "bench" / "pouchdb_side" / "package-lock.json").read_text(encoding="utf-8")
    )
    for entry in [entry for name, entry in lock["packages"].items() if name]:
        assert entry["integrity"].startswith("sha512-")
        assert "resolved" not in entry


def test_both_locks_hold_every_pin_in_the_same_version() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    running = pins((PROJECT / "requirements.lock").read_text(encoding="utf-8"))
    tools = pins((PROJECT / "requirements-dev.lock").read_text(encoding="utf-8"))
    asked = {
        re.sub(r"[-_.]+", "-", name).lower(): version
        for name, version in re.findall(
            r"([A-Za-z0-9._-]+)(?:\[[a-z]+\])?==([^\s;,]+)",
            "\n".join(project["dependencies"] + extras["build"]),
        )
    }
    assert len(asked) == len(project["dependencies"] + extras["build"])
    assert {name: running.get(name) for name in asked} == asked
    assert {name: tools.get(name) for name in running} == running


def test_every_package_that_we_ask_for_is_explained() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    browser = json.loads((PROJECT / "package.json").read_text(encoding="utf-8"))
    explained = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    first_cells = " ".join(re.findall(r"^\| ([^|]+) \|", explained, re.MULTILINE))
    names = [
        re.match(r"[A-Za-z0-9._-]+", each)
        for each in [
            *project["dependencies"],
            *itertools.chain(*project["optional-dependencies"].values()),
        ]
    ]
    asked = {found[0] for found in names if found} | set(browser.get("dependencies", {}))
    assert {name for name in asked if name not in first_cells} == set()


def test_no_tracked_file_names_a_registry_host_or_a_folder_of_one_machine() -> None:
    found = [
        f"{name}: {word}"
        for name, text in texts()
        for word in (*HOSTS, *FOLDERS)
        if re.search(
            rf"(?<![\w.~-]){re.escape(word)}" if word in FOLDERS else re.escape(word), text
        )
    ]
    assert found == []


def test_no_tracked_file_holds_a_private_key() -> None:
    assert [name for name, text in texts() if re.search(PRIVATE_KEY, text)] == []


def test_nothing_made_by_set_up_is_tracked() -> None:
    names = [str(each.relative_to(PROJECT)) for each in tracked_files()]
    made = ("frontend/static/js/vendor/", "node_modules/", ".venv/", ".lockstep/", "__pycache__/")
    assert [name for name in names if any(part in name for part in made)] == []
