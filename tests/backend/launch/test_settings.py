"""The environment is read once, and what cannot be followed is said with its cure."""

import json
from pathlib import Path

import pytest

from backend.settings import SettingError, Settings


def read(tmp_path: Path, **variables: str) -> Settings:
    return Settings.from_environment({"LOCKSTEP_HOME": str(tmp_path), **variables})


def test_nothing_set_means_this_machine_only(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.origins == ("http://localhost:8000", "http://127.0.0.1:8000")
    assert settings.database_url == ""
    assert not settings.is_demo
    assert settings.is_loopback


def test_an_empty_variable_counts_as_not_set(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="", DATABASE_URL="  ").port == 8000


def test_running_servers_are_found_without_being_named(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    note = {
        "DATABASE_URL": "postgresql://a",
        "DATABASE_OWNER_URL": "postgresql://b",
        "REDIS_URL": "unix://c",
    }
    (tmp_path / "run" / "servers.json").write_text(json.dumps(note))
    settings = read(tmp_path)
    assert (settings.database_url, settings.database_owner_url, settings.redis_url) == (
        "postgresql://a", "postgresql://b", "unix://c",
    )  # fmt: skip


def test_a_database_of_ones_own_is_never_mixed_with_the_embedded_one(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    note = {"DATABASE_URL": "postgresql://a", "DATABASE_OWNER_URL": "postgresql://b"}
    (tmp_path / "run" / "servers.json").write_text(json.dumps(note))
    settings = read(tmp_path, DATABASE_URL="postgresql://mine")
    assert settings.database_owner_url == "postgresql://mine"


@pytest.mark.parametrize(
    ("host", "origins"),
    [
        ("localhost", ("http://localhost:9000", "http://127.0.0.1:9000")),
        ("::1", ("http://localhost:9000", "http://127.0.0.1:9000")),
        ("0.0.0.0", ("http://localhost:9000", "http://127.0.0.1:9000")),
        ("10.0.0.7", ("http://10.0.0.7:9000",)),
        ("plan.example", ("http://plan.example:9000",)),
    ],
)
def test_origins_follow_host_and_port(tmp_path: Path, host: str, origins: tuple[str, ...]) -> None:
    assert read(tmp_path, HOST=host, PORT="9000").origins == origins


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"), ("PORT", "65536"), ("PORT", "eight"), ("PORT", "-1"), ("PORT", "80.5"),
        ("LOCKSTEP_DEMO", "maybe"), ("LOCKSTEP_LANGUAGE", "de"), ("LOG_LEVEL", "loud"),
        ("LOCKSTEP_ORIGINS", "plan.example"), ("LOCKSTEP_ORIGINS", "https://plan.example/"),
        ("LOCKSTEP_VAPID_SUBJECT", "someone"),
    ],
)  # fmt: skip
def test_what_cannot_be_followed_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "plan.example"])
def test_the_demo_company_stays_on_this_machine(tmp_path: Path, host: str) -> None:
    with pytest.raises(SettingError, match="loopback"):
        read(tmp_path, LOCKSTEP_DEMO="1", HOST=host)
