"""A programme file is checked as a whole; every mistake is one line with its key."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from flows.errors import BadProgramme
from flows.programme import missing, parse_programme
from tests.flows.samples import table

Change = Callable[[dict[str, Any]], object]
CC = [{"roles": ["care_co_ordinator"]}]


def bands(*tops: int | None) -> Change:
    """Sign-off bands up to these sums; None is the open one."""
    made = [
        {"basis": "plan_total", "rule": "r", "stages": CC}
        | ({} if top is None else {"up_to_pence": top})
        for top in tops
    ]
    return lambda t: t["signing"].update(bands=made)


MISTAKES: list[tuple[str, Change, str]] = [
    ("no name", lambda t: t.pop("name"), "name: "),
    ("an unknown key", lambda t: t.update(colour="red"), "colour: "),
    ("an unknown key inside", lambda t: t["signing"].update(colour="red"), "signing.colour: "),
    ("capitals in the id", lambda t: t.update(id="City Hackney"), "id: "),
    ("no questions", lambda t: t.update(questions=[]), "questions: "),
    ("an unknown question", lambda t: t.update(questions=["item", "age"]), "questions.1: "),
    ("a question twice", lambda t: t.update(questions=["item", "item"]), "questions: "),
    ("an unknown role", lambda t: t["payment"].update(payer="bank"), "payment.payer: "),
    ("no band", lambda t: t["signing"].update(bands=[]), "signing.bands: "),
    ("a closed top", bands(25_000), "signing: bands: the last band"),
    ("two open bands", bands(None, None), "signing: bands: only the last"),
    ("no basis", lambda t: t["signing"]["bands"][1].pop("basis"), "signing.bands.1.basis: "),
    (
        "an unknown basis",
        lambda t: t["signing"]["bands"][1].update(basis="week"),
        "signing.bands.1.basis: ",
    ),
    (
        "two bases as high as each other",
        lambda t: t["signing"]["bands"][2].update(stages=[{"roles": ["finance"]}]),
        "signing: bands: 0 and 2 are as high",
    ),
    (
        "an unknown role in a band",
        lambda t: t["signing"]["bands"][0]["stages"][0].update(roles=["bank"]),
        "signing.bands.0.stages.0.roles.0: ",
    ),
    ("an overlap", bands(25_000, 20_000, None), "signing: bands: up_to_pence must rise"),
    ("the same top twice", bands(25_000, 25_000, None), "signing: bands: up_to_pence must rise"),
    ("a band up to nothing", bands(0, None), "signing.bands.0.up_to_pence: "),
    (
        "more signatures than roles can give",
        lambda t: t["signing"]["bands"][3]["stages"][0].update(mode="n_of", n=0),
        "signing.bands.3.stages.0",
    ),
    (
        "a stage without roles",
        lambda t: t["signing"]["bands"][0]["stages"][0].update(roles=[]),
        "signing.bands.0.stages.0.roles: ",
    ),
    ("nobody to look again", lambda t: t["signing"].update(look_again=[]), "signing.look_again: "),
    ("a promise of no days", lambda t: t["signing"].update(promise_working_days=0), "signing.pro"),
    ("a tolerance below nothing", lambda t: t["payment"].update(tolerance_pence=-1), "payment.tol"),
    ("no route", lambda t: t["payment"].update(routes=[]), "payment.routes: "),
    ("a price below 0", lambda t: t["offers"][0]["choices"][0].update(price_pence=-1), "offers.0"),
    ("free, but who agrees?", lambda t: t["signing"].pop("without_money"), "offers: "),
    ("an offer of nothing", lambda t: t["offers"][0].update(choices=[]), "offers.0.choices: "),
    ("an offer paid some other way", lambda t: t["offers"][0].update(payment="gold"), "offers: "),
    ("a bar without words", lambda t: t["exclusions"][0].update(words=[]), "exclusions.0.words: "),
    ("no rounds", lambda t: t["check_ins"].update(rounds=[]), "check_ins.rounds: "),
    ("no distress table", lambda t: t["distress"].update(triggers=[]), "distress: triggers: "),
    (
        "a trigger that tells nobody",
        lambda t: t["distress"]["triggers"][0].update(tells=[]),
        "distress.triggers.0: tells: self-harm tells nobody",
    ),
    (
        "a trigger without cover",
        lambda t: t["distress"]["triggers"][1].update(cover=[]),
        "distress.triggers.1: cover: nobody hears of harm-from-others",
    ),
    (
        "a trigger that tells those who buy",
        lambda t: t["distress"]["triggers"][0].update(tells=["payments_organisation"]),
        "distress.triggers.0: tells: payments_organisation may not be told",
    ),
    (
        "a trigger that nothing sets off",
        lambda t: t["distress"]["triggers"][2].update(phrases=[]),
        "distress.triggers.2: phrases: ",
    ),
    (
        "a table without harm from others",
        lambda t: t["distress"]["triggers"].pop(1),
        "distress: triggers: there is none for harm-from-others",
    ),
    (
        "nothing to read out of hours",
        lambda t: t["distress"]["triggers"][0].update(out_of_hours=""),
        "distress.triggers.0.out_of_hours: ",
    ),
    (
        "anxious the wrong way round",
        lambda t: t["distress"]["triggers"][3].update(low=[{"question": "anxious", "at_most": 1}]),
        "distress.triggers.3.low.0: at_least: anxious needs this one, and only this one",
    ),
    (
        "a low answer to no question",
        lambda t: t["distress"]["triggers"][3].update(low=[{"question": "hope", "at_most": 1}]),
        "distress.triggers.3.low.0: question: hope",
    ),
    ("working hours over night", lambda t: t["distress"].update(opens="18:00"), "distress: opens"),
    ("no place to walk in", lambda t: t["crisis"].update(walk_in=""), "crisis.walk_in: "),
    ("a date that is none", lambda t: t.update(valid_from="soon"), "valid_from: "),
    ("an hour that is none", lambda t: t["waking"].update(opens="morning"), "waking.opens: "),
    ("a night", lambda t: t["waking"].update(opens="20:00", closes="09:00"), "waking: "),
    ("pence with a point", lambda t: t["payment"].update(tolerance_pence=1.5), "payment.toleranc"),
    ("an assurance nobody named", lambda t: t["assurances"].update(hope={}), "assurances.hope: "),
    ("a list of assurances", lambda t: t.update(assurances=["All is well."]), "assurances: "),
    (
        "an assurance as long as a letter",
        lambda t: t["assurances"]["care"].update(words="x" * 301),
        "assurances.care.words: ",
    ),
    (
        "a reason that names a diagnosis",
        lambda t: t["eligibility"].update(reason_person="Your cluster is too low."),
        "eligibility: reason_person",
    ),
    ("no reason for the person", lambda t: t["eligibility"].pop("reason_person"), "eligibility: "),
    (
        "two bars of one id",
        lambda t: t["exclusions"][1].update(id=t["exclusions"][0]["id"]),
        "exclusions: ",
    ),
]


@pytest.mark.parametrize(("change", "key"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_one_line_with_its_key(change: Change, key: str) -> None:
    wrong = deepcopy(table())
    change(wrong)
    with pytest.raises(BadProgramme) as caught:
        parse_programme(wrong)
    (problem,) = caught.value.problems
    assert problem.startswith(key)
    assert "\n" not in problem


def test_all_mistakes_are_said_at_once() -> None:
    wrong = {**deepcopy(table()), "colour": "red", "questions": []}
    with pytest.raises(BadProgramme) as caught:
        parse_programme(wrong)
    assert len(caught.value.problems) == 2


def test_each_basis_says_its_own_mistakes() -> None:
    wrong = deepcopy(table())
    del wrong["signing"]["bands"][0]["up_to_pence"]  # now two open bands by payment
    wrong["signing"]["bands"][3]["up_to_pence"] = 90_000  # and a closed top by plan
    with pytest.raises(BadProgramme) as caught:
        parse_programme(wrong)
    assert [p.split(" by ")[1].split()[0] for p in caught.value.problems] == [
        "single_payment",
        "plan_total",
    ]


def test_a_height_says_which_of_two_is_higher() -> None:
    said = deepcopy(table())
    said["signing"]["bands"][2].update(stages=[{"roles": ["finance"]}], height=2)
    said["signing"]["bands"][1].update(height=3)
    said["signing"]["bands"][3].update(height=4)
    assert parse_programme(said).signing.bands[2].rank == 2


def test_the_shipped_file_has_none() -> None:
    assert parse_programme(table()).id == "city-hackney-2019"


def test_each_assurance_that_is_blank_or_undated_is_one_plain_sentence() -> None:
    bare = deepcopy(table())
    bare["assurances"] = {"benefits": {"words": "Ask us.", "dated": "2026-11-22"}}
    programme = parse_programme(bare)
    said = missing(programme.id, programme.assurances)
    assert [sentence.split()[1] for sentence in said] == [
        f"assurances.{name}.words" for name in ("care", "discharge", "refusal", "who_sees_it")
    ]
    whole = parse_programme(table())
    assert missing(whole.id, whole.assurances) == ()
    assert whole.assurances.sample
