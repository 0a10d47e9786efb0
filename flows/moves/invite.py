"""Invites and sign-in links: the secret goes out once, only its hash stays."""

from datetime import timedelta
from hashlib import sha256

from flows.effects import Effect, MakeInvite, MakeLink, Reply, Result, Send, SetTimer
from flows.events import TimerKind
from flows.facts import Facts
from flows.messages import Message, line
from flows.model import Person, Role

INVITE_HOURS = 72
STAFF_LINK_MINUTES = 30
CODE_CHARS = 10
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


def invite(
    by: Person, name: str, known: dict[str, bool | int | str], facts: Facts
) -> tuple[Effect, ...]:
    """An invite of `by`'s, and the message that shows it once."""
    invite_id, code, secret = facts.fresh[:3]
    expires = facts.now + timedelta(hours=INVITE_HOURS)
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
    )
    link = f"{facts.public_url}/i/{secret}"
    shown = Message(
        (line("invite-made", name=name, link=link, code=shown_code(code)),),
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


def sign_in_link(person: Person, facts: Facts) -> tuple[Effect, ...]:
    """A one-time link: 72 hours for a budget holder, 30 minutes for staff."""
    staff = bool(person.roles - {Role.BUDGET_HOLDER})
    lasts = timedelta(minutes=STAFF_LINK_MINUTES) if staff else timedelta(hours=INVITE_HOURS)
    secret = facts.fresh[3]
    return (
        MakeLink(person.id, code_hash(secret), facts.now + lasts),
        Result("link", f"{facts.public_url}/in/{secret}"),
    )
