"""Small real services, made by playing a talk: every row came from a turn."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from bot.channels.talk import Performance
from bot.channels.talk_grammar import parse_talk
from bot.channels.talk_service import TalkService, open_service
from bot.channels.talk_steps import Does

PROGRAMME = "city-hackney-2019"
FACTS = "cluster=5 in_treatment=yes ready_for_discharge=yes"
STAFF = f"""
programme city-hackney-2019
fund city-hackney-2019 £5,000
staff Coordinator care_co_ordinator team=north
staff Leader team_leader team=north
staff Broker payments_organisation
staff Admin programme_admin
staff Auditor auditor
person Person care_co_ordinator=Coordinator team=north {FACTS}
clock 2026-11-23 09:00
"""
PHONE = """
Person: A phone, so I can ring my sister
Person taps [Phone and SIM]
Person taps [I'll collect it]
Person taps [No]
Person taps [Send]
Person taps [One quick question]
Person taps [3]
clock +1 day
Coordinator taps [Look]
Coordinator taps [Approve]
Coordinator taps [Yes, approve £135.00]
"""
PAID = """
clock +2 days
Broker taps [Mark paid]
Broker: £130.00 INV-7
clock +1 day
Person taps [Yes]
"""
AGAIN = """
Person: start
Person taps [Ask for something]
"""
TENT = """
Person: I want to get outdoors more
Person: A tent
Person: £80
Person taps [Skip]
Person taps [You buy it for me]
Person taps [Skip]
Person taps [Send]
"""


def played(folder: Path, *parts: str, names: Mapping[str, str] | None = None) -> TalkService:
    """A service in which all of this has happened, with some people called otherwise than in the
    talk. Whoever asks for it closes it."""
    steps = parse_talk("".join(parts), "talk")
    service = open_service(folder)
    performance = Performance(service, steps, folder)
    for step in steps:
        performance.play(_renamed(step.does, names or {}))
    return service


def _renamed(does: Any, names: Mapping[str, str]) -> Does:
    values = {part.name: getattr(does, part.name) for part in fields(does)}
    called = {part: names[v] for part, v in values.items() if isinstance(v, str) and v in names}
    renamed: Does = replace(does, **called)
    return renamed
