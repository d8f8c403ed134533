"""Copies of this process that do work side by side, with all that is loaded in it.

A copy is made in a millisecond and knows what this process knows, where a pool of the standard
library takes longer to import than most texts to read. Works where processes can be forked, and is
safe only where no other thread runs.
"""

from __future__ import annotations

import gc
import os
import pickle
import select
from itertools import islice
from typing import TYPE_CHECKING, NoReturn, TypeVar

from geomap.errors import WorkerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

__all__ = ["in_copies"]

D = TypeVar("D")
T = TypeVar("T")

_AHEAD = 4
"""Batches a copy that may be done before the one whose turn it is."""


def in_copies(
    work: Callable[[D], T], items: Iterable[D], *, copies: int, batch: int
) -> Iterator[T]:
    """Yield ``work(item)`` of each item, in order; each of the copies takes ``batch`` at a time.

    What the work raises is raised here. Raises ``WorkerError`` when a copy ends without an answer.
    """
    team: list[_Copy] = []
    try:
        for _ in range(copies):
            team.append(_Copy(work, team))
        yield from _dealt(team, items, batch)
        for copy in team:
            copy.close()
        team.clear()
    finally:
        for copy in team:
            copy.kill()


def _dealt(team: list[_Copy], items: Iterable[D], batch: int) -> Iterator[T]:
    """Deal batches out to whoever is idle and yield what comes back, in order."""
    source = iter(items)
    idle, busy = list(team), dict[int, tuple[_Copy, int]]()
    waiting = select.poll()  # unlike select(), it takes any number of open files
    for copy in team:
        waiting.register(copy.answers.fileno(), select.POLLIN)
    done: dict[int, list[T]] = {}
    dealt = turn = 0
    while True:
        while idle and dealt - turn < _AHEAD * len(team) and (some := list(islice(source, batch))):
            copy = idle.pop()
            copy.send(some)
            busy[copy.answers.fileno()] = copy, dealt
            dealt += 1
        if not busy:
            return
        for number, _ in waiting.poll():
            if number not in busy:
                raise next(copy for copy in team if copy.answers.fileno() == number).gone()
            copy, dealt_as = busy.pop(number)
            done[dealt_as] = copy.receive()
            idle.append(copy)
        while turn in done:
            yield from done.pop(turn)
            turn += 1


class _Copy:
    """A copy of this process, with a pipe to it and one back."""

    def __init__(self, work: Callable[[D], T], others: list[_Copy]) -> None:
        """Make the copy; it lets go of the pipes of the others, so that each ends with its own."""
        taken, self._given = os.pipe()
        self._answer, given = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            for other in others:
                other.let_go()
            os.close(self._given)
            os.close(self._answer)
            _serve(work, os.fdopen(taken, "rb"), os.fdopen(given, "wb"))
        os.close(taken)
        os.close(given)
        self.work = os.fdopen(self._given, "wb")
        self.answers = os.fdopen(self._answer, "rb")

    def let_go(self) -> None:
        """Close this process's ends of the pipes."""
        os.close(self._given)
        os.close(self._answer)

    def send(self, some: list[D]) -> None:
        """Give it some items, all it has to do."""
        try:
            pickle.dump(some, self.work, pickle.HIGHEST_PROTOCOL)
            self.work.flush()
        except BrokenPipeError:
            raise self.gone() from None

    def receive(self) -> list[T]:
        """Return what it made of them."""
        try:
            found, raised = pickle.load(self.answers)  # noqa: S301 - of our own copy
        except (EOFError, pickle.UnpicklingError):
            raise self.gone() from None
        if raised is not None:
            raise raised
        answer: list[T] = found
        return answer

    def gone(self) -> WorkerError:
        """Return what tells that it ended."""
        return WorkerError(
            f"process {self.pid}, which shared the work, ended without an answer (killed, or out "
            "of memory); ask for fewer with --workers 1"
        )

    def close(self) -> None:
        """Let it end, and wait for that."""
        self.work.close()
        self.answers.close()
        os.waitpid(self.pid, 0)

    def kill(self) -> None:
        """End it at once."""
        import signal  # noqa: PLC0415  # most work comes to its end
        from contextlib import suppress  # noqa: PLC0415  # as above

        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        with suppress(OSError):
            self.answers.close()
        with suppress(OSError):
            self.work.close()
        os.waitpid(self.pid, 0)


def _serve(work: Callable[[D], T], given: BinaryIO, answers: BinaryIO) -> NoReturn:
    """Work on what comes until nothing more does; the process that forked never gets here."""
    status = 1
    try:
        gc.freeze()  # what was there before is shared: going over it would copy it
        while True:
            try:
                some = pickle.load(given)  # noqa: S301 - of the process that forked
            except EOFError:
                break
            pickle.dump(_answer(work, some), answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
        status = 0
    finally:
        os._exit(status)


def _answer(work: Callable[[D], T], some: list[D]) -> tuple[list[T], Exception | None]:
    try:
        return [work(item) for item in some], None
    except Exception as error:  # noqa: BLE001 - raised again where the answer is taken
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 - just written
        except Exception:  # noqa: BLE001 - some exceptions cannot be sent
            return [], RuntimeError(f"{type(error).__name__}: {error}")
        return [], error
