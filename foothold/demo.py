"""The demo's people and money: samples, each obviously one, made through turns on the first start.

It knows no page: `compose` puts the people's chats beside each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.web.demo_panes import Demo, DemoPane
from flows.events import FundToppedUp, PersonAdded, StaffAdded, Wire
from flows.model import FundId, Person, Role
from storage.lookups import everybody, web_chat_of
from storage.store import Store
from storage.turn import Incoming, take_turn

PROGRAMME = "city-hackney-2019"
TEAM = "north"
FUND_PENCE = 500_000
ADMIN = "Pat (sample)"
_CO_ORDINATOR = "Ali (sample)"
_HOLDER = "Sam (sample)"
_FACTS: dict[str, bool | int | str] = {
    "in_treatment": True,
    "cluster": 5,
    "ready_for_discharge": True,
}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample member of staff. Those with `does` have a pane, which says so."""

    name: str
    role: Role
    does: str = ""


STAFF = (
    Sample(_CO_ORDINATOR, Role.CARE_CO_ORDINATOR, "Care co-ordinator: looks, signs"),
    Sample("Bea (sample)", Role.TEAM_LEADER, "Team leader: signs above £250"),
    Sample("Kim (sample)", Role.PAYMENTS_ORGANISATION, "Payments organisation: pays"),
    Sample("Jo (sample)", Role.LIVED_EXPERIENCE_REVIEWER),
    Sample("Dr Roe (sample)", Role.PHB_LEAD_CLINICIAN),
    Sample("Vic (sample)", Role.COMMISSIONER),
    Sample(ADMIN, Role.PROGRAMME_ADMIN),
)
IDEAS = (
    "As Sam, say: A phone, so I can ring my sister. Then say yes as Ali, and pay as Kim.",
    "As Sam, ask for a bike for £320. Two people must agree; Bea can ask Sam a question first.",
    "Say no as Ali, ask for a second look as Sam, then move the clock on: who is reminded?",
)


def samples(store: Store) -> dict[str, Person]:
    """The sample people by name. On the first start they are made; a start that was cut short is
    finished by the next one, because each of these turns is done once."""
    found = _by_name(store)
    if _HOLDER in found:
        return found
    _turn(store, "fund", FundToppedUp(FundId(PROGRAMME), FUND_PENCE))
    for sample in STAFF:
        _turn(store, sample.name, StaffAdded(sample.name, sample.role, PROGRAMME, TEAM))
    by = _by_name(store)[_CO_ORDINATOR].id
    _turn(store, _HOLDER, PersonAdded(_HOLDER, PROGRAMME, TEAM, by, _FACTS))
    return _by_name(store)


def panes(store: Store, people: Mapping[str, Person], log: str) -> Demo:
    """Budget holder, care co-ordinator, team leader and payments organisation, side by side."""
    shown = [(_HOLDER, "Budget holder: asks, answers")]
    shown += [(sample.name, sample.does) for sample in STAFF if sample.does]
    with store.database.reading() as connection:
        chats = {name: web_chat_of(connection, people[name].id) for name, _ in shown}
    made = (DemoPane(chat, name, role) for name, role in shown if (chat := chats[name]))
    return Demo(tuple(made), IDEAS, log)


def _turn(store: Store, key: str, event: Wire) -> None:
    take_turn(store, Incoming("command", f"demo:{key}", None, event))


def _by_name(store: Store) -> dict[str, Person]:
    with store.database.reading() as connection:
        return {one.name: one for one in everybody(connection, store.vault, store.clock.now())}
