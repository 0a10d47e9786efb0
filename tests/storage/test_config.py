"""Configuration: the example is the model, the environment wins, mistakes are plain lines."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from storage.config import Config, load_config
from storage.errors import BadConfig

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.toml"


def _keys(model: type[BaseModel]) -> set[tuple[str, str]]:
    found = set()
    for section, field in model.model_fields.items():
        part = field.annotation
        assert isinstance(part, type)
        assert issubclass(part, BaseModel)
        found |= {(section, key) for key in part.model_fields}
    return found


def _listed(text: str) -> set[tuple[str, str]]:
    """Keys of the example, those without a value included."""
    section, found = "", set()
    for line in text.splitlines():
        if header := re.fullmatch(r"\[(\w+)\]", line):
            section = header[1]
        elif key := re.fullmatch(r"(?:# )?(\w+) =.*", line):
            found.add((section, key[1]))
    return found


def test_the_example_is_the_model_with_its_defaults() -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert _listed(text) == _keys(Config)
    assert load_config(EXAMPLE, {}) == Config() == load_config(None, {})
    stated = tomllib.loads(text)
    without = {key for key in _keys(Config) if key[1] not in stated[key[0]]}
    assert all(getattr(getattr(Config(), section), key) is None for section, key in without)


def test_a_file_may_say_little(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[web]\npublic_url = "https://foothold.example.org/"\n')
    config = load_config(path, {})
    assert config.web.public_url == "https://foothold.example.org"
    assert config.web.trusted_hosts == ("foothold.example.org",)
    assert (config.web.host, config.web.port) == ("127.0.0.1", 8000)
    assert config.database.url == "sqlite:///data/foothold.sqlite"


def test_the_environment_wins(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('[web]\nlisten = "127.0.0.1:1"\n')
    environment = {
        "FOOTHOLD_WEB__LISTEN": "[::1]:9000",
        "FOOTHOLD_WEB__TRUSTED_HOSTS": "a.example.org, b.example.org",
        "FOOTHOLD_KEYS__MASTER_FILE": "/secrets/key",
        "FOOTHOLD_HOME": "not ours",
        "WEB__LISTEN": "nor this",
    }
    config = load_config(path, environment)
    assert (config.web.host, config.web.port) == ("::1", 9000)
    assert config.web.trusted_hosts == ("a.example.org", "b.example.org")
    assert config.keys.master_file == Path("/secrets/key")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[web]\nlisten = "8000"', "web.listen: must be an address and a port, as 127.0.0.1:8000"),
        ('[web]\nlisten = "x:99999"', "web.listen: must be an address and a port"),
        ("[web]\nlisten = 8000", "web.listen: must be text"),
        ('[web]\npublic_url = "x"', "web.public_url: must be an address, as https://foothold"),
        (
            '[web]\npublic_url = "http://foothold.example.org"',
            "web.public_url: must begin with https:// unless it is this computer",
        ),
        (
            '[web]\npublic_url = "https://example.org/foothold"',
            "web.public_url: must have nothing after the host",
        ),
        ('[web]\ntrusted_hosts = "x"', "web.trusted_hosts: must be a list"),
        ('[web]\nport = "x"', "web.port: there is no such key"),
        ("web = 1", "web: must be a section, as [web]"),
        ("[secrets]\nkey = 1", "secrets: there is no such key"),
        (
            '[telegram]\ndriver = "telethon"',
            "telegram.driver: must be 'off', 'aiogram' or 'python-telegram-bot'",
        ),
        (
            '[telegram]\ndriver = "aiogram"',
            "telegram.token_file: is needed when the driver is not off",
        ),
        (
            '[telegram]\ndriver = "aiogram"\ntoken_file = "t"\nmode = "webhook"',
            "telegram.webhook_secret_file: is needed when the mode is webhook",
        ),
        (
            '[branding]\nbrand_colour = "blue"',
            "branding.brand_colour: must be a colour, as #005a9c",
        ),
        ("[keys]\nmaster_file = 3", "keys.master_file: must be a path"),
        ("[web", "config.toml: Expected ']'"),
    ],
)
def test_a_mistake_is_one_plain_line(tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(BadConfig) as refused:
        load_config(path, {})
    (said,) = refused.value.problems
    assert line in said
    assert "pydantic" not in said
    assert "\n" not in said


def test_all_mistakes_are_said_at_once() -> None:
    environment = {"FOOTHOLD_WEB__LISTEN": "x", "FOOTHOLD_TELEGRAM__MODE": "x"}
    with pytest.raises(BadConfig) as refused:
        load_config(None, environment)
    assert len(refused.value.problems) == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"none\.toml: cannot be read"):
        load_config(tmp_path / "none.toml", {})


def test_a_configuration_never_changes() -> None:
    config: Any = Config()
    with pytest.raises(ValueError, match="frozen"):
        config.web.listen = "0.0.0.0:80"
