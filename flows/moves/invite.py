"""Invites and sign-in links: the secret goes out once, only its hash stays."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from flows.effects import Effect, MakeInvite, MakeLink, OpenTask, Reply, Result, Send, SetTimer
from flows.events import TimerKind
from flows.facts import Facts, Invite
from flows.messages import Line, Message, line
from flows.model import Person, PersonId, Role
from flows.policy import unmet
from flows.programme import Programme

INVITE_HOURS = 72
PAPER = "paper"
"""The kind of an invite that goes out in a letter."""
PAPER_LASTS = timedelta(days=28)
STAFF_LINK_MINUTES = 30
CODE_CHARS = 10
MAX_NAME = 60
MAX_NUMBER = 99
_CODE_ALPHABET = frozenset("abcdefghijklmnopqrstuvwxyz234567")


def code_hash(secret: str) -> str:
    """What is kept of a code or a link's secret: SHA-256 over its plain form.

    Spaces, dashes and capitals do not matter; 0 and 1 cannot occur and read as o and l.
    """
    plain = secret.lower().replace("-", "").replace(" ", "").replace("0", "o").replace("1", "l")
    return sha256(plain.encode()).hexdigest()


def looks_like_code(text: str) -> bool:
    """Whether somebody typed an invite's code, and not a sentence."""
    plain = text.strip().lower().replace("-", "").replace(" ", "")
    plain = plain.replace("0", "o").replace("1", "l")
    return len(plain) == CODE_CHARS and set(plain) <= _CODE_ALPHABET


def shown_code(secret: str) -> str:
    """A code as people read it: ABCDE-FGHIJ."""
    code = secret[:CODE_CHARS].upper()
    return f"{code[:5]}-{code[5:]}"


def invite_key(invite_id: str) -> str:
    """The key of the message that shows the code; it is edited once the invite is over."""
    return f"invite:{invite_id}"


class Bar(StrEnum):
    """What keeps an invite from being made."""

    ROLE = "role"
    NAME = "name"
    FACT = "fact"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Barred:
    """Why there is no invite. `words`: the facts that are missing or of the wrong kind, or what
    staff are told of the rules that are not met."""

    bar: Bar
    words: str = ""


def barred(
    by: Person, name: str, known: dict[str, bool | int | str], programme: Programme
) -> Barred | None:
    """Why `by` cannot invite somebody called this, of whom this is known; None when they can."""
    if Role.CARE_CO_ORDINATOR not in by.roles:
        return Barred(Bar.ROLE)
    if not name.strip() or len(name) > MAX_NAME:
        return Barred(Bar.NAME)
    asked = [rule.fact for rule in programme.eligibility.rules]
    wrong = [fact for fact in asked if not _fits(fact, known, programme)]
    wrong += [fact for fact in known if fact not in asked]
    if wrong:
        return Barred(Bar.FACT, ", ".join(dict.fromkeys(wrong)))
    failed = unmet(programme, Person(PersonId(""), name, programme.id, by.team, facts=known))
    return Barred(Bar.RULE, " ".join(rule.reason_staff for rule in failed)) if failed else None


def is_number(fact: str, programme: Programme) -> bool:
    """Whether this fact is a number; every other one is a yes or a no."""
    return any(r.fact == fact and r.min is not None for r in programme.eligibility.rules)


def _fits(fact: str, known: dict[str, bool | int | str], programme: Programme) -> bool:
    match known.get(fact):
        case bool():
            return not is_number(fact, programme)
        case int(number):
            return is_number(fact, programme) and 0 <= number <= MAX_NUMBER
        case _:
            return False


def invite(
    by: Person,
    name: str,
    known: dict[str, bool | int | str],
    facts: Facts,
    *,
    paper: bool = False,
) -> tuple[Effect, ...]:
    """An invite of `by`'s, and the message that shows it once. One on paper lasts longer."""
    invite_id, code, secret = facts.fresh[:3]
    expires = facts.now + (PAPER_LASTS if paper else timedelta(hours=INVITE_HOURS))
    made = MakeInvite(
        id=invite_id,
        code_hash=code_hash(code[:CODE_CHARS]),
        link_hash=code_hash(secret),
        by=by.id,
        name=name,
        programme=facts.programme.id,
        team=by.team,
        facts=known,
        expires=expires,
        kind=PAPER if paper else "person",
    )
    link = f"{facts.public_url}/i/{secret}"
    shown = Message(
        (_shown(name, link, shown_code(code), paper=paper),),
        key=invite_key(invite_id),
    )
    timer = SetTimer(
        key=invite_key(invite_id),
        at=expires,
        timer=TimerKind.INVITE_EXPIRY,
        person=by.id,
        value=invite_id,
    )
    said: Effect = Reply(shown) if facts.me is not None else Send(by.id, shown)
    return (made, timer, said, Result("link", link), Result("code", shown_code(code)))


def _shown(name: str, link: str, code: str, *, paper: bool) -> Line:
    if paper:
        return line("invite-made-paper", name=name, link=link, code=code)
    return line("invite-made", name=name, link=link, code=code)


def came_too_late(old: Invite) -> tuple[Effect, ...]:
    """Somebody came with a code that has ended: whoever made it hears of it, and nobody else."""
    told = Message((line("old-code", name=old.name),), key=f"old-code:{old.id}")
    task = OpenTask(f"old-code:{old.id}", old.by, "old-code", old.by)
    return (Send(old.by, told), *((task,) if old.kind in (PAPER, "person") else ()))


def sign_in_link(person: Person, facts: Facts) -> tuple[Effect, ...]:
    """A one-time link, handed back to whoever asked for it."""
    made, url = link_for(person, facts)
    return (made, Result("link", url))


def link_for(person: Person, facts: Facts) -> tuple[MakeLink, str]:
    """A one-time link and its address: 72 hours for a budget holder, 30 minutes for staff."""
    staff = bool(person.roles - {Role.BUDGET_HOLDER})
    lasts = timedelta(minutes=STAFF_LINK_MINUTES) if staff else timedelta(hours=INVITE_HOURS)
    secret = facts.fresh[3]
    made = MakeLink(person.id, code_hash(secret), facts.now + lasts)
    return made, f"{facts.public_url}/in/{secret}"
