"""Every command answers rubbish with one plain sentence and exit code 2, never a traceback."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from foothold.cli import main

RUBBISH = ("--nonsense", "-1", "’; DROP TABLE person", "postgresql://", "a=b=c", "£", "💥")


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from leaves(command, (*path, name))
        else:
            yield (*path, name)


E_APPROVAL = ["lived_experience_reviewer", "phb_lead_clinician", "commissioner"]
COMMANDS = list(leaves(main))


def call(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def one_sentence(result: Result) -> str:
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "inside Foothold" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr.strip()


@pytest.fixture
def service(tmp_path: Path) -> tuple[str, ...]:
    """The options that name a service with an empty database."""
    from storage.store import open_store

    url, key = f"sqlite:///{tmp_path / 'here.sqlite'}", tmp_path / "master.key"
    open_store(url, key_file=key).close()
    return ("--database", url, "--key-file", str(key))


def test_every_contracted_command_is_there() -> None:
    contracted = {
        ("demo",),
        ("run",),
        ("play",),
        ("db", "upgrade"),
        ("invite",),
        ("link",),
        ("staff", "add"),
        ("staff", "grant"),
        ("staff", "remove"),
        ("fund", "top-up"),
        ("route",),
        ("verify",),
        ("export",),
    }
    assert contracted <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_command_explains_itself(command: tuple[str, ...]) -> None:
    result = call(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


@pytest.mark.parametrize("rubbish", RUBBISH)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_rubbish_gets_one_sentence(
    command: tuple[str, ...], rubbish: str, service: tuple[str, ...]
) -> None:
    one_sentence(call(*command, *[rubbish] * 5))
    for options in (("--database", rubbish), ("--config", rubbish), ("--port", rubbish), service):
        one_sentence(call(*command, rubbish, *options))
        one_sentence(call(*command, rubbish, rubbish, *options))


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("link", "Sam"), "Say which service"),
        (("link", "Sam", "--database", "sqlite:///x", "--data", "y"), "Say which service"),
        (("link", "Sam", "--database", "sqlite:///nowhere/x"), "Say where the key is"),
        (("link", "Sam", "--data", "nowhere"), "There is no database"),
        (("verify", "--database", "sqlite:///nowhere/x"), "There is no database"),
        (("verify",), "Say which service"),
        (("verify", "--database", "mysql://a/b"), "not supported"),
        (("verify", "--database", "what"), "not a database address"),
        (("run", "--config", "nowhere.toml"), "does not exist"),
        (("play", "nowhere.talk"), "does not exist"),
        (("frobnicate",), "No such command"),
    ],
)
def test_mistakes_are_named(
    args: tuple[str, ...], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in one_sentence(call(*args))


def test_a_config_with_mistakes_is_one_sentence_too(tmp_path: Path) -> None:
    config = tmp_path / "foothold.toml"
    config.write_text('[web]\nlisten = "here"\nwrong = 1\n', encoding="utf-8")
    assert "web.listen" in one_sentence(call("run", "--config", config))


def test_names_and_amounts_that_are_not_there(service: tuple[str, ...]) -> None:
    assert "nobody called Sam" in one_sentence(call("link", "Sam", *service))
    assert "no amount" in one_sentence(call("fund", "top-up", "ch", "5k", *service))
    assert "no fund ch" in one_sentence(call("fund", "top-up", "ch", "5", *service))
    teamless = call("staff", "add", "Ann", "team_leader", *service)
    assert "--team" in one_sentence(teamless)
    assert "no role" in one_sentence(call("staff", "add", "Ann", "wizard", *service))
    wrong = call("staff", "add", "Ann", "auditor", "--programme", "nowhere", *service)
    assert "no programme nowhere" in one_sentence(wrong)


def test_staff_come_and_go_and_money_comes(service: tuple[str, ...], tmp_path: Path) -> None:
    added = call("staff", "add", "Ann", "care_co_ordinator", "--team", "north", *service)
    assert (added.exit_code, "/in/" in added.output) == (0, True)
    linked = call("link", "ann", *service)
    assert (linked.exit_code, linked.output != added.output) == (0, True)
    facts = ("cluster=5", "in_treatment=yes", "ready_for_discharge=yes")
    asked = [part for fact in facts for part in ("--fact", fact)]
    invited = call("invite", "Sam", "--by", "Ann", *asked, *service)
    assert "Code:" in invited.output
    topped = call("fund", "top-up", "city-hackney-2019", "£5,000", *service)
    assert "free £5,000.00" in topped.output
    topped = call("fund", "top-up", "city-hackney-2019", "0.50", *service)
    assert "free £5,000.50" in topped.output
    gone = call("staff", "remove", "Ann", *service)
    assert "no rights" in gone.output
    config = tmp_path / "foothold.toml"
    config.write_text(
        f'[web]\npublic_url = "http://127.0.0.1:8000"\n[database]\nurl = "{service[1]}"\n'
        f'[keys]\nmaster_file = "{service[3]}"\n'
    )
    assert call("verify", "--config", config).output == "Everything agrees.\n"
    (tmp_path / "here.sqlite").rename(tmp_path / "demo.sqlite")
    assert call("verify", "--data", tmp_path).output == "Everything agrees.\n"
    (tmp_path / "demo.sqlite").rename(tmp_path / "here.sqlite")
    checked = call("verify", *service, "--checkpoints", tmp_path / "kept")
    assert (checked.exit_code, checked.output) == (0, "Everything agrees.\n")


def test_two_people_with_one_name_are_told_apart_by_id(service: tuple[str, ...]) -> None:
    for another in ((), ("--another",)):
        assert call("staff", "add", "Ann", "auditor", *another, *service).exit_code == 0
    said = one_sentence(call("link", "Ann", *service))
    some_id = said.split()[-1].rstrip(".")
    assert call("link", some_id, *service).exit_code == 0


def test_one_human_is_one_person_with_two_roles(service: tuple[str, ...]) -> None:
    from storage.lookups import people_named
    from storage.store import open_store

    team = ("--team", "north")
    assert call("staff", "add", "Cora", "care_co_ordinator", *team, *service).exit_code == 0
    refused = one_sentence(call("staff", "add", "cora", "team_leader", *team, *service))
    assert "foothold staff grant" in refused
    assert "--another" in refused
    granted = call("staff", "grant", "Cora", "team_leader", "--limit", "£250", *service)
    assert granted.output == "Cora is team_leader from now on, besides what they were.\n"
    store = open_store(service[1], key_file=Path(service[3]))
    with store.database.reading() as connection:
        (cora,) = people_named(connection, store.vault, "Cora", store.clock.now())
    store.close()
    assert cora.roles == {"care_co_ordinator", "team_leader"}
    assert "nobody called Dan" in one_sentence(call("staff", "grant", "Dan", "auditor", *service))


TREATED, READY = "in_treatment=yes", "ready_for_discharge=yes"


@pytest.mark.parametrize(
    ("by", "facts", "said"),
    [
        ("Tess", ("cluster=5", TREATED, READY), "only a care co-ordinator"),
        ("Ann", ("cluster=x", TREATED, READY), "not right: cluster."),
        ("Ann", ("cluster=yes", TREATED, READY), "not right: cluster."),
        ("Ann", ("cluster=-4", TREATED, READY), "not right: cluster."),
        ("Ann", ("cluster=5", "in_treatment=1", READY), "not right: in_treatment."),
        ("Ann", ("cluster=5",), "not right: in_treatment, ready_for_discharge."),
        ("Ann", ("cluster=5", TREATED, READY, "shoe=9"), "not right: shoe."),
        ("Ann", ("cluster=3", TREATED, READY), "cluster 4 or higher"),
        ("Ann", ("cluster=5", "in_treatment=no", READY), "in treatment with the local"),
    ],
)
def test_an_invite_keeps_the_rules_of_the_chat(
    by: str, facts: tuple[str, ...], said: str, service: tuple[str, ...]
) -> None:
    for name, role in (("Ann", "care_co_ordinator"), ("Tess", "team_leader")):
        assert call("staff", "add", name, role, "--team", "north", *service).exit_code == 0
    options = [part for fact in facts for part in ("--fact", fact)]
    assert said in one_sentence(call("invite", "Sam", "--by", by, *options, *service))


def test_budget_holders_are_invited(service: tuple[str, ...]) -> None:
    added = one_sentence(call("staff", "add", "Yan", "budget_holder", *service))
    assert "foothold invite" in added
    assert call("staff", "add", "Ann", "auditor", *service).exit_code == 0
    granted = one_sentence(call("staff", "grant", "Ann", "budget_holder", *service))
    assert "foothold invite" in granted


def test_a_database_is_brought_up_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    assert "was empty" in call("db", "upgrade", "--database", url).output
    assert "The database is at" in call("db", "upgrade", "--database", url).output


def test_a_broken_database_is_exit_1(service: tuple[str, ...], tmp_path: Path) -> None:
    import sqlite3

    assert call("fund", "top-up", "city-hackney-2019", "5", *service).exit_code == 0
    with sqlite3.connect(tmp_path / "here.sqlite") as connection:
        connection.execute("UPDATE fund SET allocated = 600")
    result = call("verify", *service)
    assert result.exit_code == 1
    assert "city-hackney-2019" in result.stderr


def test_talks_are_told_as_json(tmp_path: Path) -> None:
    import json

    good, bad = tmp_path / "good.talk", tmp_path / "bad.talk"
    good.write_text("stranger Visitor\nVisitor sees nothing\n", encoding="utf-8")
    bad.write_text('stranger Visitor\nVisitor sees "gold"\n', encoding="utf-8")
    result = call("play", good, bad, "--json")
    assert result.exit_code == 1
    first, second = json.loads(result.output)["files"]
    assert (first["ok"], second["ok"], second["line"]) == (True, False, 2)
    assert set(second) == {"file", "ok", "line", "expected", "seen"}
    assert call("play", good).exit_code == 0


@pytest.mark.parametrize(
    ("amount", "more", "outcome", "stages"),
    [
        ("250.00", (), "routed", [(["care_co_ordinator"], "any")]),
        ("£250.01", (), "routed", [(["care_co_ordinator"], "any"), (["team_leader"], "any")]),
        ("£750.00", ("--payments", "3"), "routed", [(["care_co_ordinator"], "any")]),
        ("750.01", (), "routed", [(E_APPROVAL, "all")]),
        ("£960", ("--payments", "4"), "routed", [(E_APPROVAL, "all")]),
        ("£80", ("--facts", "cluster=3"), "ineligible", []),
    ],
)
def test_route_says_who_signs(
    amount: str, more: tuple[str, ...], outcome: str, stages: list[tuple[list[str], str]]
) -> None:
    import json

    called = call("route", "--programme", "city-hackney-2019", "--amount", amount, *more, "--json")
    assert called.exit_code == 0
    said = json.loads(called.stdout)
    assert said["outcome"] == outcome
    assert [(stage["roles"], stage["mode"]) for stage in said["stages"]] == stages
    assert bool(said["rule"]) == (outcome == "routed")
    assert set(said) == {
        *("programme", "version", "amount_pence", "outcome", "stages", "rule", "reason")
    }


@pytest.mark.parametrize(
    "given",
    [
        ("--programme", "nowhere", "--amount", "80"),
        ("--programme", "city-hackney-2019", "--amount", "about 80"),
        ("--programme", "city-hackney-2019", "--amount", "-80"),
        ("--programme", "city-hackney-2019", "--amount", "80", "--payments", "0"),
        ("--programme", "city-hackney-2019", "--amount", "80", "--facts", "cluster"),
        ("--programme", "city-hackney-2019", "--amount", "80", "--at", "2018-01-01"),
        ("--programme", "city-hackney-2019", "--amount", "80", "--at", "soon"),
    ],
)
def test_route_refuses_bad_input_in_one_sentence(given: tuple[str, ...]) -> None:
    one_sentence(call("route", *given))
