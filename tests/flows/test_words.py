"""Every sentence: it exists, it has the arguments its callers give, and it is easy to read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from flows.errors import MissingWords
from flows.messages import line
from flows.model import Role, State
from flows.money import Why
from flows.policy import Refusal
from flows.programme import parse_programme
from flows.wording import Words
from tests.reading import grade

ROOT = Path(__file__).parents[2] / "flows"
SOURCE = "\n".join(path.read_text() for path in sorted(ROOT.glob("words/en-GB/*.ftl")))
RESOURCE = parse(SOURCE)
WORDS = Words({"en-GB": SOURCE})
GRADE_LIMIT = 6.0
STAFF = frozenset(
    entry.id.name
    for path in ROOT.glob("words/en-GB/*staff.ftl")
    for entry in parse(path.read_text()).body
    if isinstance(entry, ftl.Message)
)


class Variables(Visitor):
    """Collects the `$names` of one message."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def generic_visit(self, node: ftl.BaseNode) -> None:
        if isinstance(node, ftl.VariableReference):
            self.names.add(node.id.name.replace("-", "_"))
        super().generic_visit(node)


def variables(message: ftl.Message) -> set[str]:
    found = Variables()
    found.visit(message)
    return found.names


ARGUMENTS = {m.id.name: variables(m) for m in RESOURCE.body if isinstance(m, ftl.Message)}


def calls() -> Iterator[tuple[str, int, str, set[str]]]:
    """Every `line("key", name=…)` in the core: file, line number, key, argument names."""
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            names = {k.arg for k in node.keywords if k.arg is not None}
            if node.func.id == "line" and node.args and isinstance(node.args[0], ast.Constant):
                yield path.name, node.lineno, str(node.args[0].value), names
            if node.func.id in ("choice", "button") and isinstance(node.args[0], ast.Constant):
                yield path.name, node.lineno, str(node.args[0].value), names


def test_the_files_have_no_junk() -> None:
    assert [entry.content for entry in RESOURCE.body if isinstance(entry, ftl.Junk)] == []


def test_no_key_is_written_twice() -> None:
    names = [m.id.name for m in RESOURCE.body if isinstance(m, ftl.Message)]
    assert sorted(names) == sorted(set(names))


def test_every_call_has_its_words_and_their_arguments() -> None:
    wrong = [
        f"{file}:{number}: {key} wants {sorted(ARGUMENTS.get(key, {'words of its own'}))}"
        for file, number, key, names in calls()
        if ARGUMENTS.get(key) != names
    ]
    assert wrong == []


def test_a_missing_argument_or_key_is_never_shown_as_its_bare_name() -> None:
    with pytest.raises(MissingWords):
        WORDS.render("en-GB", line("plan-want"))
    with pytest.raises(MissingWords):
        WORDS.render("en-GB", line("no-such-words"))


@pytest.mark.parametrize(
    "key",
    [
        *(f"amount-unclear-{why.replace('_', '-')}" for why in Why),
        *(f"cannot-sign-{refusal.replace('_', '-')}" for refusal in Refusal),
        *(f"status-{state.replace('_', '-')}" for state in State),
    ],
)
def test_every_member_of_a_closed_set_has_its_sentence(key: str) -> None:
    assert key in ARGUMENTS


def test_what_programmes_name_has_words() -> None:
    import tomllib

    for path in ROOT.glob("programmes/*.toml"):
        programme = parse_programme(tomllib.loads(path.read_text()))
        keys = {f"button-payment-{route}" for route in programme.payment.routes}
        keys |= {f"plan-payment-{route}" for route in programme.payment.routes}
        keys |= {f"look-payment-{route}" for route in programme.payment.routes}
        keys |= {f"next-{route}" for route in programme.payment.routes}
        for offer in programme.offers:
            keys |= {f"button-delivery-{way}" for way in offer.deliveries}
            keys |= {f"plan-delivery-{way}" for way in offer.deliveries}
        keys |= {f"button-change-{question}" for question in programme.questions}
        for asked in programme.equality.questions if programme.equality is not None else ():
            keys |= {f"equality-{asked.id}"}
            keys |= {f"button-equality-{asked.id}-{one}" for one in asked.choices}
        rules = programme.eligibility.rules
        keys |= {f"invite-fact-{rule.fact.replace('_', '-')}" for rule in rules}
        assert sorted(keys - set(ARGUMENTS)) == []


SAMPLES: dict[str, list[str | int]] = {
    "role": [str(role) for role in Role],
    "first": ["care_co_ordinator"],
    "second": ["team_leader"],
    "number": ["one", "many"],
    "unit": ["day", "week", "month"],
    "count": [1, 2, 3],
    "left": [1, 2],
    "months": [1, 3, 6],
    "days": [1, 3],
}
"""Arguments that pick a form; the rest are stand-ins for what people type or are called."""

STAND_INS = {
    "name": "Sam",
    "reference": "FH-0001",
    "pounds": "£80",
    "day": "Thursday 26 November",
    "then": "3",
    "now": "8",
    "with_it": "A lock, a helmet or lights",
    "theme": "fitness",
    "ideas": "A bike, A gym pass",
    "reason": "A budget cannot pay for wine.",
    "elsewhere": "Your care team",
}


def forms(key: str) -> Iterator[str]:
    """The sentence in each of its forms, one varied argument at a time."""
    names = sorted(ARGUMENTS[key])
    plain = {n: SAMPLES.get(n, [STAND_INS.get(n, "a walk")])[0] for n in names}
    if key == "money-up-front-bands":
        plain |= {"first": "£250", "second": "£750"}
    for name in names or [""]:
        for value in SAMPLES.get(name, [plain.get(name, "")]):
            args = plain | ({name: value} if name and key != "money-up-front-bands" else {})
            yield WORDS.render("en-GB", line(key, **args))


@pytest.mark.parametrize("key", sorted(k for k in ARGUMENTS if k != "label"))
def test_every_form_renders(key: str) -> None:
    for text in forms(key):
        assert text
        assert "$" not in text
        assert "{" not in text


ONS = {"ons-satisfied", "ons-worthwhile", "ons-happy", "ons-anxious"}
"""Worded by the Office for National Statistics: not ours to make plainer, so always shown with
the scale's short sentences; graded below as the whole screen."""


@pytest.mark.parametrize(
    "key",
    sorted(
        k
        for k in ARGUMENTS
        if k not in STAFF | ONS and not k.startswith(("button-", "label", "role-"))
    ),
)
def test_what_a_person_reads_is_grade_six_or_lower(key: str) -> None:
    hard = [(round(grade(text), 1), text) for text in forms(key) if grade(text) > GRADE_LIMIT]
    assert hard == []


@pytest.mark.parametrize("key", sorted(ONS))
def test_ons_screens_are_grade_six_or_lower(key: str) -> None:
    screen = "\n\n".join(WORDS.render("en-GB", line(k)) for k in (key, "ons-scale"))
    assert grade(screen) <= GRADE_LIMIT


def test_typed_fluent_stays_text() -> None:
    said = WORDS.render("en-GB", line("plan-want", item='{ $goal } { "x" } { role-name }'))
    assert '{ $goal } { "x" } { role-name }' in said
