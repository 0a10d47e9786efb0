"""A flood of messages from one browser, and many people in the middle of asking."""

import asyncio
import time

import httpx2
import pytest

from bot.fair import AT_ONCE
from bot.web.chat import SLOW_DOWN
from flows.events import Typed
from flows.model import ChatId, PersonId
from storage.repositories.transcript import shown
from storage.turn import Incoming, take_turn
from tests.web.conftest import URL, World

JSON = {"accept": "application/json"}
FLOOD = 1000
ROUNDS = 12


def cookie_of(world: World, person: PersonId) -> dict[str, str]:
    return {"fh": world.signed_in(person).cookies["fh"]}


def client(world: World, cookies: dict[str, str]) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=world.app()),
        base_url=URL,
        cookies=cookies,
        headers={"sec-fetch-site": "same-origin", **JSON},
        timeout=60,
    )


async def say(browser: httpx2.AsyncClient, chat: ChatId, text: str, n: int) -> tuple[int, float]:
    form = {"chat": chat, "nonce": f"{n:026d}", "text": text}
    began = time.perf_counter()
    answer = await browser.post("/say", data=form)
    return answer.status_code, time.perf_counter() - began


async def quiet_people(world: World, cookies: dict[PersonId, dict[str, str]]) -> list[float]:
    """Each says something now and then; how long each had to wait."""

    async def one(person: PersonId) -> list[float]:
        waited = []
        async with client(world, cookies[person]) as browser:
            for n in range(ROUNDS):
                status, seconds = await say(browser, world.chat(person), f"hello {n}", n)
                assert status == 200
                waited.append(seconds)
                await asyncio.sleep(0.02)
        return waited

    return [s for waited in await asyncio.gather(*map(one, cookies)) for s in waited]


def test_a_flood_from_one_chat_keeps_nobody_else_waiting(world: World, ali: PersonId) -> None:
    others = {p: cookie_of(world, p) for p in (world.holder(f"P{n}", ali) for n in range(4))}
    flooder = world.holder("Flo", ali)
    flo, chat = cookie_of(world, flooder), world.chat(flooder)

    async def flood() -> list[int]:
        async with client(world, flo) as browser:
            asked = (say(browser, chat, f"message {n}", n) for n in range(FLOOD))
            return [status for status, _ in await asyncio.gather(*asked)]

    async def both() -> tuple[list[float], list[int], list[float]]:
        before = await quiet_people(world, others)
        flooding = asyncio.create_task(flood())
        during = await quiet_people(world, others)
        return before, await flooding, during

    before, statuses, during = asyncio.run(both())
    assert (statuses.count(200), statuses.count(429)) == (AT_ONCE, FLOOD - AT_ONCE)
    kept = [m.text for m in world.messages(chat) if m.direction == "in"]
    assert len(kept) <= 100, "a page of the chat"
    # The slowest of all waits for a few turns of the flood, never for the whole of it.
    assert max(during) < max(before) + 1.5
    assert sorted(during)[len(during) // 2] < sorted(before)[len(before) // 2] + 0.5


def test_what_is_within_the_limit_is_all_kept(world: World, sam: PersonId) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    wanted = [f"message number {n}" for n in range(AT_ONCE + 5)]
    answers = []
    for n, words in enumerate(wanted):
        form = {"chat": chat, "nonce": f"{n:026d}", "text": words}
        answers.append(browser.post("/say", data=form, headers=JSON))
    told = [one.json()["error"] for one in answers if one.status_code == 429]
    assert told == [SLOW_DOWN] * len(told)
    assert 0 < len(told) <= 5
    kept = _said(world, chat)
    sent = [w for w, one in zip(wanted, answers, strict=True) if one.status_code == 200]
    assert kept == sent


def test_who_may_be_in_danger_is_heard_in_the_middle_of_a_flood(
    world: World, sam: PersonId
) -> None:
    browser, chat = world.signed_in(sam), world.chat(sam)
    for n in range(AT_ONCE + 3):
        form = {"chat": chat, "nonce": f"{n:026d}", "text": "hello"}
        browser.post("/say", data=form, headers=JSON)
    form = {"chat": chat, "nonce": "y" * 26, "text": "hello"}
    assert browser.post("/say", data=form, headers=JSON).status_code == 429
    form = {"chat": chat, "nonce": "z" * 26, "text": "I want to kill myself"}
    assert browser.post("/say", data=form, headers=JSON).status_code == 200
    assert any("999" in m.text for m in world.messages(chat)[-6:])


def test_nobody_can_slow_somebody_else_down(world: World, sam: PersonId, ali: PersonId) -> None:
    """The brake goes by what only the flooder's browser sends, not by the chat in the form."""
    rude, chat = world.signed_in(ali), world.chat(sam)
    for n in range(AT_ONCE + 3):
        form = {"chat": chat, "nonce": f"{n:026d}", "text": "hello"}
        assert rude.post("/say", data=form, headers=JSON).status_code in (403, 429)
    kind = world.signed_in(sam)
    form = {"chat": chat, "nonce": "k" * 26, "text": "hello"}
    assert kind.post("/say", data=form, headers=JSON).status_code == 200


@pytest.mark.parametrize("people", [200])
def test_two_hundred_open_drafts(world: World, ali: PersonId, people: int) -> None:
    """Everybody is in the middle of asking; each goes on with their own words, as fast as one."""
    holders = [world.holder(f"Person {n}", ali) for n in range(people)]

    def typed(n: int, no: int, words: str) -> float:
        chat = world.chat(holders[n])
        began = time.perf_counter()
        take_turn(world.store, Incoming("web", f"draft-{n}-{no}", chat, Typed(words)))
        return time.perf_counter() - began

    first = [typed(n, 0, f"I want to see my friend number {n}") for n in range(people)]
    second = [typed(n, 1, f"A bus pass to place {n}") for n in range(people)]
    for n in (0, people // 2, people - 1):
        said = _said(world, world.chat(holders[n]))
        assert said == [f"I want to see my friend number {n}", f"A bus pass to place {n}"]
    early, late = sorted(first[:20] + second[:20])[20], sorted(second[-40:])[20]
    assert late < early * 4, "a turn does not grow with the drafts of others"


def _said(world: World, chat: ChatId) -> list[str]:
    with world.store.database.reading() as connection:
        rows = shown(connection, world.store.vault, chat, 0, 1000)
    return [m.text for m in rows if m.direction == "in"]
