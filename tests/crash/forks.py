"""Work in processes of its own, forked from one that has everything imported and no thread."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterable


def forked(work: Callable[[], None]) -> int:
    """The process that does it: its exit code is 0 when it got to the end."""
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - a forked process must not go on in its parent's code
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def died_of_kill(pid: int) -> bool:
    """Wait for its end; whether SIGKILL was it."""
    _, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def each(works: Iterable[Callable[[], None]], at_once: int) -> int:
    """Do them all, a few at a time; how many did not get to their end."""
    running, failed = set[int](), 0
    for work in works:
        if len(running) >= at_once:
            failed += _one_ends(running)
        running.add(forked(work))
    while running:
        failed += _one_ends(running)
    return failed


def _one_ends(running: set[int]) -> int:
    pid, status = os.wait()
    running.remove(pid)
    return int(status != 0)
