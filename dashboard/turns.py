"""Costly work waits its turn, so that each worker always has a thread left for the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

# A picture of 4K takes a processor for two thirds of a second and 70 MB, a deck for two seconds and 30 MB: more at once
# only make every one late. gunicorn.conf.py gives a worker one thread more than may run or wait here.
WAITING, PATIENCE_SECONDS = 1, 8


class Turns:
    """One at once, so many waiting for a bounded time; all others are told so at once. Safe for threads."""

    def __init__(self, waiting: int = WAITING, patience: float = PATIENCE_SECONDS) -> None:
        self._room = BoundedSemaphore(1 + waiting)
        self._turn = BoundedSemaphore(1)
        self._patience = patience

    def take(self) -> bool:
        """Whether it is one's turn now, perhaps after a wait; who was told so gives it back."""
        if not self._room.acquire(blocking=False):
            return False
        if self._turn.acquire(timeout=self._patience):
            return True
        self._room.release()
        return False

    def give_back(self) -> None:
        """Let the next one in."""
        self._turn.release()
        self._room.release()

    @contextmanager
    def one(self) -> Iterator[bool]:
        """A turn for a block, which learns whether it got one."""
        mine = self.take()
        try:
            yield mine
        finally:
            if mine:
                self.give_back()
