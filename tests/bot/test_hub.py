"""The hub wakes the right streams, from any thread, and ends them all at once."""

import asyncio
import threading

from bot.hub import Hub
from flows.model import ChatId

ANN, BEN = ChatId("ann"), ChatId("ben")


async def test_a_wake_reaches_streams_that_show_the_chat() -> None:
    hub = Hub()
    ann, both = hub.subscribe([ANN]), hub.subscribe([ANN, BEN])
    hub.wake([BEN])
    assert await asyncio.wait_for(both.wait(10), 1) == ()
    waiting = asyncio.create_task(ann.wait(10))
    await asyncio.sleep(0.02)
    assert not waiting.done()
    waiting.cancel()


async def test_a_wake_before_the_wait_is_not_lost() -> None:
    hub = Hub()
    ear = hub.subscribe([ANN])
    hub.wake([ANN])
    await asyncio.sleep(0)
    await asyncio.wait_for(ear.wait(10), 1)


async def test_a_wait_ends_by_itself() -> None:
    assert await Hub().subscribe([ANN]).wait(0.01) == ()


async def test_another_thread_may_wake() -> None:
    hub = Hub()
    ear = hub.subscribe([ANN])
    thread = threading.Thread(target=hub.wake, args=([ANN],))
    thread.start()
    await asyncio.wait_for(ear.wait(10), 1)
    thread.join()


async def test_spoken_words_reach_their_chat_only_and_once() -> None:
    hub = Hub()
    ann, ben = hub.subscribe([ANN]), hub.subscribe([BEN])
    hub.speak(ANN, "ring 999")
    (spoken,) = await ann.wait(1)
    assert (spoken.chat, spoken.text) == (ANN, "ring 999")
    assert await ann.wait(0.01) == ()
    assert await ben.wait(0.01) == ()


async def test_closing_wakes_everybody() -> None:
    hub = Hub()
    ears = [hub.subscribe([ANN]), hub.subscribe([BEN])]
    hub.close()
    for ear in ears:
        await asyncio.wait_for(ear.wait(10), 1)
    assert hub.closed


async def test_who_has_left_is_not_kept() -> None:
    hub = Hub()
    ear = hub.subscribe([ANN])
    hub.leave(ear)
    assert hub.listeners == 0
    hub.wake([ANN])


def test_a_stopped_loop_is_no_trouble() -> None:
    hub = Hub()

    async def listen() -> None:
        hub.subscribe([ANN])

    asyncio.run(listen())
    hub.wake([ANN])
    hub.close()
