"""A token bucket rate limiter."""

import time
from threading import Lock
from typing import Callable

_UNITS_PER_TOKEN = 1_000_000_000


class TokenBucket:
    """Holds up to ``capacity`` tokens and gains ``refill_per_second`` of them every second.

    The bucket starts full. It counts in billionths of a token, so that a rate
    of n tokens per second is n units per nanosecond and no fraction is lost.
    Threads may share a bucket; it reads the clock for one of them at a time.
    """

    def __init__(
        self,
        capacity: int,
        refill_per_second: int,
        clock: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Create a full bucket; clock returns the time in nanoseconds from any fixed origin.

        Raise ValueError unless capacity and refill_per_second are integers >= 1.
        """
        self._capacity = _positive("capacity", capacity)
        self._refill_per_second = _positive("refill_per_second", refill_per_second)
        self._clock = clock
        self._lock = Lock()
        self._units = capacity * _UNITS_PER_TOKEN
        self._refilled_at = clock()

    def try_acquire(self, tokens: int = 1) -> bool:
        """Take the tokens and return True, or take none and return False if too few are there.

        Raise ValueError unless tokens is an integer from 1 to the capacity.
        """
        if _positive("tokens", tokens) > self._capacity:
            raise ValueError(f"tokens must be at most the capacity {self._capacity}, was {tokens}")
        needed = tokens * _UNITS_PER_TOKEN
        with self._lock:
            self._refill()
            if self._units < needed:
                return False
            self._units -= needed
            return True

    def _refill(self) -> None:
        now = self._clock()
        elapsed = now - self._refilled_at
        if elapsed > 0:
            gained = elapsed * self._refill_per_second
            self._units = min(self._capacity * _UNITS_PER_TOKEN, self._units + gained)
            self._refilled_at = now


def _positive(name: str, value: int) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{name} must be an integer of at least 1, was {value!r}")
    return value
