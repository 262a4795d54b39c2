"""Every environment variable that Lockstep reads, once, with its meaning.

docs/running.md lists the same variables; a test compares the two.
"""

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parents[1]

# What the push services of today's browsers are called; a subscription elsewhere is refused.
PUSH_HOSTS = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    "web.push.apple.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
LANGUAGES = ("en", "zh", "ru")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingError(ValueError):
    """An environment variable says something that Lockstep cannot follow."""

    def __init__(self, name: str, value: str, cure: str) -> None:
        super().__init__(f"{name}={value!r}: {cure}")
        self.name = name


def _variable(name: str, meaning: str) -> Any:
    return field(metadata={"name": name, "meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How this process was told to run; built once, at the start, and passed on."""

    home: Path = _variable("LOCKSTEP_HOME", "Folder for all that Lockstep keeps on this machine.")
    database_url: str = _variable(
        "DATABASE_URL", "PostgreSQL for the application's role; without it an embedded one."
    )
    database_owner_url: str = _variable(
        "DATABASE_OWNER_URL", "The same database for the role that owns the tables and migrates."
    )
    redis_url: str = _variable(
        "REDIS_URL", "Redis for hints and caches; without it an embedded one."
    )
    host: str = _variable("HOST", "Address that the web process listens on.")
    port: int = _variable("PORT", "Port that the web process listens on.")
    origins: tuple[str, ...] = _variable(
        "LOCKSTEP_ORIGINS", "Origins that people open Lockstep under, separated by commas."
    )
    is_demo: bool = _variable(
        "LOCKSTEP_DEMO", "1 for the demo company and its sign-ins; loopback only."
    )
    language: str = _variable(
        "LOCKSTEP_LANGUAGE", "Language before a person has chosen: en, zh or ru."
    )
    push_hosts: tuple[str, ...] = _variable(
        "LOCKSTEP_PUSH_HOSTS", "Hosts that a push may be sent to, separated by commas."
    )
    private_networks: tuple[str, ...] = _variable(
        "LOCKSTEP_PRIVATE_NETWORKS",
        "Networks that calls out may reach although they are not public, like 10.20.0.0/16.",
    )
    dial_routes: tuple[str, ...] = _variable(
        "LOCKSTEP_DIAL_ROUTES",
        "Where hosts are found that the name service does not know: host=address:port.",
    )
    vapid_subject: str = _variable(
        "LOCKSTEP_VAPID_SUBJECT", "mailto: or https: address that push services may write to."
    )
    mail_server: str = _variable(
        "LOCKSTEP_MAIL_SERVER",
        "Mail server: smtp://user@host:587 (STARTTLS), smtps://user@host:465; no mail without it.",
    )
    mail_from: str = _variable(
        "LOCKSTEP_MAIL_FROM", "Address that mails come from, and that bounces go to."
    )
    dask: str = _variable(
        "LOCKSTEP_DASK",
        "Scheduler of a Dask cluster that forecasts are sent to: tcp://host:8786; made here without it.",
    )
    forwarded_allow_ips: str = _variable(
        "LOCKSTEP_FORWARDED_ALLOW_IPS",
        "Proxies whose X-Forwarded headers are believed; none without it.",
    )
    secrets: Path = _variable(
        "LOCKSTEP_SECRETS", "Folder of the keys that are made at the first start."
    )
    log_level: str = _variable("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR.")

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)

    @classmethod
    def variables(cls) -> dict[str, str]:
        """Name and meaning of every variable, in the order of the fields."""
        return {_name(each): each.metadata["meaning"] for each in fields(cls)}

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        given = {
            name: value.strip()
            for name, value in (os.environ if environment is None else environment).items()
            if value.strip()
        }
        home = (PROJECT / Path(given.get("LOCKSTEP_HOME", ".lockstep")).expanduser()).resolve()
        # Servers that `lockstep run` has started say here how they are reached, so that every other
        # command finds them without being told.
        embedded = _running_servers(home)
        database_url = given.get("DATABASE_URL", embedded.get("DATABASE_URL", ""))
        owner_fallback = (
            database_url if "DATABASE_URL" in given else embedded.get("DATABASE_OWNER_URL", "")
        )
        host = given.get("HOST", "127.0.0.1")
        port = _whole_number("PORT", given.get("PORT", "8000"), low=1, high=65535)
        settings = cls(
            home=home,
            database_url=database_url,
            database_owner_url=given.get("DATABASE_OWNER_URL", owner_fallback or database_url),
            redis_url=given.get("REDIS_URL", embedded.get("REDIS_URL", "")),
            host=host,
            port=port,
            origins=_list(given.get("LOCKSTEP_ORIGINS")) or _default_origins(host, port),
            is_demo=_truth("LOCKSTEP_DEMO", given.get("LOCKSTEP_DEMO", "0")),
            language=_one_of("LOCKSTEP_LANGUAGE", given.get("LOCKSTEP_LANGUAGE", "en"), LANGUAGES),
            push_hosts=_list(given.get("LOCKSTEP_PUSH_HOSTS")) or PUSH_HOSTS,
            private_networks=_list(given.get("LOCKSTEP_PRIVATE_NETWORKS")),
            dial_routes=_list(given.get("LOCKSTEP_DIAL_ROUTES")),
            vapid_subject=given.get("LOCKSTEP_VAPID_SUBJECT", "mailto:lockstep@localhost"),
            mail_server=given.get("LOCKSTEP_MAIL_SERVER", ""),
            mail_from=given.get("LOCKSTEP_MAIL_FROM", ""),
            dask=given.get("LOCKSTEP_DASK", ""),
            forwarded_allow_ips=given.get("LOCKSTEP_FORWARDED_ALLOW_IPS", ""),
            secrets=Path(given.get("LOCKSTEP_SECRETS", str(home / "secrets"))).expanduser(),
            log_level=_one_of("LOG_LEVEL", given.get("LOG_LEVEL", "INFO").upper(), LOG_LEVELS),
        )
        settings.check()
        return settings

    def check(self) -> None:
        if self.is_demo and not self.is_loopback:
            raise SettingError(
                "LOCKSTEP_DEMO",
                "1",
                f"the demo company's passwords are printed, so it runs on loopback only, not on {self.host}.",
            )
        for origin in self.origins:
            if not origin.startswith(("http://", "https://")) or origin.count("/") != 2:  # noqa: PLR2004 - the two slashes of "://"
                raise SettingError(
                    "LOCKSTEP_ORIGINS",
                    origin,
                    "an origin is scheme, host and port only, like https://plan.example.",
                )
        for network in self.private_networks:
            if not _is_network(network):
                raise SettingError(
                    "LOCKSTEP_PRIVATE_NETWORKS",
                    network,
                    "a network is address/length, like 10.20.0.0/16.",
                )
        for route in self.dial_routes:
            if not _is_route(route):
                raise SettingError(
                    "LOCKSTEP_DIAL_ROUTES",
                    route,
                    "a route is host=address:port, like push.inside=10.20.0.5:443.",
                )
        self._check_mail()
        if self.dask and not _is_scheduler(self.dask):
            raise SettingError(
                "LOCKSTEP_DASK",
                self.dask,
                "say tcp://host:port or tls://host:port of the scheduler.",
            )
        if not self.vapid_subject.startswith(("mailto:", "https://")):
            raise SettingError(
                "LOCKSTEP_VAPID_SUBJECT", self.vapid_subject, "begin it with mailto: or https://."
            )

    def _check_mail(self) -> None:
        if self.mail_server and not _is_mail_server(self.mail_server):
            raise SettingError(
                "LOCKSTEP_MAIL_SERVER",
                self.mail_server,
                "say smtp://user@host:587, smtps://user@host:465, or smtp+plain://127.0.0.1:1025 on loopback.",
            )
        if self.mail_server and "@" not in self.mail_from:
            raise SettingError(
                "LOCKSTEP_MAIL_FROM", self.mail_from, "say the address that mails come from."
            )


def _name(each: "Field[Any]") -> str:
    return str(each.metadata["name"])


def _running_servers(home: Path) -> dict[str, str]:
    try:
        found = json.loads((home / "run" / "servers.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()}


def _default_origins(host: str, port: int) -> tuple[str, ...]:
    """What a browser on this machine would call us; a public name has to be said."""
    hosts = ["localhost", "127.0.0.1"] if _is_loopback(host) or _is_any(host) else []
    if host not in {*hosts, "::1"} and not _is_any(host):
        hosts.append(f"[{host}]" if ":" in host else host)
    return tuple(f"http://{each}:{port}" for each in hosts)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _is_network(text: str) -> bool:
    try:
        ipaddress.ip_network(text)
    except ValueError:
        return False
    return True


def _is_route(text: str) -> bool:
    host, _, rest = text.partition("=")
    address, _, port = rest.rpartition(":")
    try:
        ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    return bool(host) and port.isdecimal() and 1 <= int(port) <= 65535  # noqa: PLR2004 -- the last TCP port


def _is_mail_server(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    is_open = parts.scheme == "smtp+plain"
    return (
        (parts.scheme in {"smtp", "smtps"} or (is_open and _is_loopback(parts.hostname or "")))
        and bool(parts.hostname)
        and port is not None
        and not parts.password
        and parts.path in {"", "/"}
        and not parts.query
    )


def _is_scheduler(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme in {"tcp", "tls"} and bool(parts.hostname) and port is not None


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _list(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def _truth(name: str, value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if value.lower() not in known:
        raise SettingError(name, value, "say 1 or 0.")
    return known[value.lower()]


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise SettingError(name, value, f"say one of {', '.join(allowed)}.")
    return value


def _whole_number(name: str, value: str, *, low: int, high: int) -> int:
    if not value.isdecimal() or not low <= int(value) <= high:
        raise SettingError(name, value, f"say a whole number from {low} to {high}.")
    return int(value)
