"""What waits and what there is: payments by age, late decisions, funds. Nobody's name is here."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from admin.ages import WAITS_FOR_STAFF, Aged, aged
from admin.queries.log import waiting
from admin.queries.money import funds
from admin.web import views
from admin.web.access import looker
from admin.web.here import heres
from admin.web.navigation import nav
from admin.web.shell import Shell
from flows.lifecycle import WAITING_FOR_A_PAYER
from flows.model import FundPosition, State
from storage.store import Store

MOST = 500
"""Rows on one page. Whoever waits longest is always among them."""

AGES = ((0, 2), (3, 5), (6, 10), (11, None))
"""Working days, from and to, by which waiting payments are counted."""


@dataclass(frozen=True, slots=True)
class MoneyPages:
    """Handlers over one shell."""

    shell: Shell

    async def payments(self, request: Request) -> Response:
        """Agreed and not paid, oldest first; late ones say so."""
        by = await looker(self.shell, request)
        found = await self._aged(by.programmes, WAITING_FOR_A_PAYER)
        return self.shell.page(
            request,
            "admin/payments.jinja",
            nav=nav("/admin/payments"),
            lines=self._lines(found),
            ages=[(_age_words(*age), _count(found, *age)) for age in AGES],
            late=sum(one.late for one in found),
            most=MOST,
        )

    async def late(self, request: Request) -> Response:
        """What has waited longer than the programme promises."""
        by = await looker(self.shell, request)
        decisions = await self._aged(by.programmes, WAITS_FOR_STAFF)
        payments = await self._aged(by.programmes, WAITING_FOR_A_PAYER)
        return self.shell.page(
            request,
            "admin/late.jinja",
            nav=nav("/admin/late"),
            decisions=self._lines(tuple(one for one in decisions if one.late)),
            payments=self._lines(tuple(one for one in payments if one.late)),
        )

    async def funds(self, request: Request) -> Response:
        """What each fund holds."""
        by = await looker(self.shell, request)
        found = await self.shell.read(_funds, self.shell.store, by.programmes)
        return self.shell.page(
            request,
            "admin/funds.jinja",
            nav=nav("/admin/funds"),
            pots=tuple(map(views.pot, found)),
        )

    async def _aged(
        self, programmes: tuple[str, ...], states: frozenset[State]
    ) -> tuple[Aged, ...]:
        return await self.shell.read(_aged, self.shell.store, programmes, states)

    def _lines(self, found: tuple[Aged, ...]) -> tuple[views.Line, ...]:
        here = heres(self.shell.store)
        return tuple(views.aged_line(one, here) for one in found)


def _aged(store: Store, programmes: tuple[str, ...], states: frozenset[State]) -> tuple[Aged, ...]:
    with store.database.reading() as connection:
        found = waiting(connection, programmes, states, MOST)
    now = store.clock.now()
    ages = (aged(entry, store.packs, now) for entry in found)
    return tuple(sorted(ages, key=lambda one: (one.since, one.entry.id)))


def _funds(store: Store, programmes: tuple[str, ...]) -> tuple[FundPosition, ...]:
    with store.database.reading() as connection:
        return funds(connection, programmes)


def _age_words(first: int, last: int | None) -> str:
    return f"{first} or more" if last is None else f"{first} to {last}"


def _count(found: tuple[Aged, ...], first: int, last: int | None) -> int:
    return sum(first <= one.days and (last is None or one.days <= last) for one in found)
