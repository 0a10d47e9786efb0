"""One thread writes, in the order asked."""

import asyncio
import threading
import time

import pytest

from bot.writer import Writer


async def test_first_asked_first_done_on_one_thread() -> None:
    writer, done = Writer(), []

    def work(n: int) -> int:
        time.sleep(0.002 * (5 - n))
        done.append((n, threading.current_thread().name))
        return n

    assert await asyncio.gather(*(writer.run(work, n) for n in range(5))) == list(range(5))
    assert [n for n, _ in done] == list(range(5))
    assert len({name for _, name in done}) == 1
    writer.close()


async def test_work_that_began_is_finished_when_its_caller_goes() -> None:
    writer, done = Writer(), threading.Event()

    def work() -> None:
        time.sleep(0.05)
        done.set()

    asked = asyncio.create_task(writer.run(work))
    await asyncio.sleep(0.01)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert done.wait(1)
    writer.close()


def test_errors_come_back_to_who_asked() -> None:
    writer = Writer()
    with pytest.raises(ZeroDivisionError):
        writer.run_here(lambda: 1 // 0)
    writer.close()
