"""A bounded cache that drops its least recently used entry to make room."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, Optional, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LruCache(Generic[K, V]):
    """Maps at most ``capacity`` keys to values; ``get`` and ``put`` count as uses.

    Threads may share a cache: every single call is atomic. A compound such as
    ``if key not in cache: cache.put(key, value)`` is not and needs a lock of
    the caller's.
    """

    def __init__(self, capacity: int) -> None:
        """Create an empty cache; raise ValueError unless capacity is an integer >= 1."""
        if not isinstance(capacity, int) or capacity < 1:
            raise ValueError(f"capacity must be an integer of at least 1, was {capacity!r}")
        self._capacity = capacity
        self._entries: "OrderedDict[K, V]" = OrderedDict()
        self._lock = Lock()

    def get(self, key: K, default: Optional[V] = None) -> Optional[V]:
        """Return the value of key and make it the most recent, or default if absent."""
        with self._lock:
            if key not in self._entries:
                return default
            self._entries.move_to_end(key)
            return self._entries[key]

    def put(self, key: K, value: V) -> None:
        """Store value under key as the most recent entry, evicting the oldest if full."""
        with self._lock:
            self._entries[key] = value
            self._entries.move_to_end(key)
            if len(self._entries) > self._capacity:
                self._entries.popitem(last=False)

    def __len__(self) -> int:
        """Return the number of entries."""
        with self._lock:
            return len(self._entries)

    def __contains__(self, key: object) -> bool:
        """Return whether key is present, without counting as a use."""
        with self._lock:
            return key in self._entries
