"""Small real services, made by playing a talk: every row came from a turn."""

from pathlib import Path

from bot.channels.talk import Performance
from bot.channels.talk_grammar import parse_talk
from bot.channels.talk_service import TalkService, open_service

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
"""
PHONE = """
clock 2026-11-23 09:00
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
TENT = """
Person: start
Person taps [Ask for something]
Person: I want to get outdoors more
Person: A tent
Person: £80
Person taps [Skip]
Person taps [You buy it for me]
Person taps [Skip]
Person taps [Send]
"""


def played(folder: Path, *parts: str) -> TalkService:
    """A service in which all of this has happened. Whoever asks for it closes it."""
    steps = parse_talk("".join(parts), "talk")
    service = open_service(folder)
    performance = Performance(service, steps, folder)
    for step in steps:
        performance.play(step.does)
    return service
