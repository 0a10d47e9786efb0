"""Configuration: one TOML file and the environment, checked as a whole. Alone reads either.

`FOOTHOLD_SECTION__KEY` in the environment wins over the file. Secrets are never values here, only
the files that hold them. Everything a caller may get wrong comes back as plain lines in BadConfig.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from storage.colours import READABLE, WHITE, contrast, mixed
from storage.errors import BadConfig

PREFIX = "FOOTHOLD_"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class Section(BaseModel):
    """Any part of the configuration: unknown keys are mistakes, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class DatabaseSection(Section):
    """Where everything is kept."""

    url: str = "sqlite:///data/foothold.sqlite"


class KeysSection(Section):
    """The file that opens people's words. It belongs in no backup of the database."""

    master_file: Path = Path("data/master.key")


class WebSection(Section):
    """Where the pages are. `trusted_hosts` are the names the service answers to. `page_title` is
    what a browser's tab says; `hide_to` is where [Hide this page] leads."""

    listen: str = "127.0.0.1:8000"
    public_url: str = "http://localhost:8000"
    trusted_hosts: tuple[str, ...] = ()
    page_title: str = "Messages"
    hide_to: str = ""

    @property
    def host(self) -> str:
        """The address to listen on, without brackets."""
        return self.listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port to listen on."""
        return int(self.listen.rpartition(":")[2])

    @field_validator("listen")
    @classmethod
    def _has_address_and_port(cls, listen: str) -> str:
        host, _, port = listen.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
            raise ValueError("must be an address and a port, as 127.0.0.1:8000")
        return listen

    @model_validator(mode="before")
    @classmethod
    def _trusts_its_own_name(cls, table: Any) -> Any:
        if not isinstance(table, dict) or table.get("trusted_hosts"):
            return table
        url = table.get("public_url", cls.model_fields["public_url"].default)
        host = _host(url)
        return {**table, "trusted_hosts": (host,)} if host else table

    @field_validator("page_title")
    @classmethod
    def _says_something(cls, page_title: str) -> str:
        if not page_title.strip():
            raise ValueError("must not be empty")
        return page_title.strip()

    @field_validator("hide_to")
    @classmethod
    def _is_elsewhere(cls, hide_to: str) -> str:
        if hide_to and (not hide_to.startswith("https://") or not hide_to.isprintable()):
            raise ValueError("must begin with https://, as https://www.example.org/weather")
        return hide_to

    @field_validator("public_url")
    @classmethod
    def _is_an_address(cls, public_url: str) -> str:
        if _host(public_url) is None:
            raise ValueError("must be an address, as https://foothold.example.org")
        parts = urlsplit(public_url)
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError("must have nothing after the host")
        if parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise ValueError("must begin with https:// unless it is this computer")
        return public_url.rstrip("/")


class TelegramSection(Section):
    """The Telegram channel. `content`: whether messages carry words, or only say to look here."""

    driver: Literal["off", "aiogram", "python-telegram-bot"] = "off"
    mode: Literal["polling", "webhook"] = "polling"
    token_file: Path | None = None
    api_base: str = "https://api.telegram.org"
    webhook_secret_file: Path | None = None
    content: Literal["full", "minimal"] = "full"

    @model_validator(mode="after")
    def _has_its_secrets(self) -> "TelegramSection":
        if self.driver == "off":
            return self
        if self.token_file is None:
            raise ValueError("token_file: is needed when the driver is not off")
        if self.mode == "webhook" and self.webhook_secret_file is None:
            raise ValueError("webhook_secret_file: is needed when the mode is webhook")
        return self


class BrandingSection(Section):
    """Whose service this is, on every page."""

    organisation: str = ""
    logo_file: Path | None = None
    brand_colour: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = "#00524c"

    @field_validator("brand_colour")
    @classmethod
    def _can_be_read(cls, colour: str) -> str:
        """White words stand on it, and words in it on a pale tint of it."""
        least = min(contrast(colour, WHITE), contrast(colour, mixed(colour, WHITE, 0.85)))
        if least < READABLE:
            raise ValueError(
                f"must be darker, so that people can read it (its contrast is {least:.1f} to 1, "
                f"and {READABLE} to 1 is needed)"
            )
        return colour


class ProgrammesSection(Section):
    """More programme files, and the programme that a stranger meets (empty: the shipped one)."""

    directory: Path | None = None
    default: str = ""


class Config(Section):
    """The whole configuration. Every key has a value that works on one computer."""

    database: DatabaseSection = DatabaseSection()
    keys: KeysSection = KeysSection()
    web: WebSection = Field(default_factory=WebSection)
    telegram: TelegramSection = TelegramSection()
    branding: BrandingSection = BrandingSection()
    programmes: ProgrammesSection = ProgrammesSection()


def load_config(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration in this file (None: all defaults) under the environment's, or BadConfig."""
    table = _read(path) if path is not None else {}
    try:
        return Config.model_validate(_overridden(table, environment))
    except ValidationError as wrong:
        raise BadConfig(tuple(_line(dict(error)) for error in wrong.errors())) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise BadConfig((f"{path}: cannot be read: {wrong.strerror}",)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadConfig((f"{path}: {wrong}",)) from None


def _overridden(table: dict[str, Any], environment: Mapping[str, str]) -> dict[str, Any]:
    merged = {name: dict(part) if isinstance(part, dict) else part for name, part in table.items()}
    for name, value in sorted(environment.items()):
        section, separator, key = name.removeprefix(PREFIX).lower().partition("__")
        if not name.startswith(PREFIX) or not separator:
            continue
        part = merged.setdefault(section, {})
        if isinstance(part, dict):
            part[key] = _value(section, key, value)
    return merged


def _value(section: str, key: str, value: str) -> str | tuple[str, ...]:
    # The one list: its names are parted by commas.
    if (section, key) != ("web", "trusted_hosts"):
        return value
    return tuple(name.strip() for name in value.split(",") if name.strip())


def _host(url: object) -> str | None:
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
    except ValueError:
        return None
    return parts.hostname if parts and parts.scheme in {"http", "https"} else None


_PLAIN = {
    "extra_forbidden": "there is no such key",
    "missing": "is missing",
    "string_type": "must be text",
    "string_pattern_mismatch": "must be a colour, as #005a9c",
    "path_type": "must be a path",
    "tuple_type": "must be a list",
    "model_type": "must be a section, as [web]",
    "dict_type": "must be a section, as [web]",
}


def _line(error: Mapping[str, Any]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    if error["type"] == "value_error":
        said = str(error["msg"]).removeprefix("Value error, ")
        # A check of a whole section names its key itself.
        return f"{key}.{said}" if "." not in key else f"{key}: {said}"
    if error["type"] == "literal_error":
        return f"{key}: must be {error['ctx']['expected']}"
    return f"{key}: {_PLAIN.get(error['type'], str(error['msg']).lower())}"
