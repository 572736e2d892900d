import random
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from lru_cache import LruCache


class YieldingKey(NamedTuple):
    """A key that lets other threads run in the middle of the cache's work."""

    caller: int
    number: int

    def __hash__(self):
        time.sleep(0)
        return hash((self.caller, self.number))


class ListCache:
    """The reference: a list of pairs, least recently used first."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.pairs = []

    def get(self, key):
        for pair in self.pairs:
            if pair[0] == key:
                self.pairs.remove(pair)
                self.pairs.append(pair)
                return pair[1]
        return None

    def put(self, key, value):
        self.pairs = [pair for pair in self.pairs if pair[0] != key]
        self.pairs.append((key, value))
        self.pairs = self.pairs[-self.capacity:]

    def keys(self):
        return {key for key, _ in self.pairs}


class LruCacheTest(unittest.TestCase):
    def setUp(self):
        self.cache = LruCache(2)

    def test_returns_what_was_put(self):
        self.cache.put("a", 1)
        self.cache.put("b", 2)

        self.assertEqual(1, self.cache.get("a"))
        self.assertEqual(2, self.cache.get("b"))
        self.assertEqual(2, len(self.cache))

    def test_has_no_value_for_an_absent_key(self):
        self.assertIsNone(self.cache.get("a"))
        self.assertEqual(7, self.cache.get("a", 7))
        self.assertNotIn("a", self.cache)
        self.assertEqual(0, len(self.cache))

    def test_evicts_the_least_recently_used_entry(self):
        self.cache.put("a", 1)
        self.cache.put("b", 2)
        self.cache.put("c", 3)

        self.assertNotIn("a", self.cache)
        self.assertIn("b", self.cache)
        self.assertIn("c", self.cache)
        self.assertEqual(2, len(self.cache))

    def test_get_makes_an_entry_recent(self):
        self.cache.put("a", 1)
        self.cache.put("b", 2)
        self.cache.get("a")
        self.cache.put("c", 3)

        self.assertIn("a", self.cache)
        self.assertNotIn("b", self.cache)

    def test_put_of_a_present_key_replaces_its_value_and_makes_it_recent(self):
        self.cache.put("a", 1)
        self.cache.put("b", 2)
        self.cache.put("a", 10)
        self.assertEqual(2, len(self.cache))
        self.cache.put("c", 3)

        self.assertEqual(10, self.cache.get("a"))
        self.assertNotIn("b", self.cache)

    def test_contains_does_not_make_an_entry_recent(self):
        self.cache.put("a", 1)
        self.cache.put("b", 2)
        self.assertIn("a", self.cache)
        self.cache.put("c", 3)

        self.assertNotIn("a", self.cache)
        self.assertIn("b", self.cache)

    def test_capacity_one_holds_the_last_entry(self):
        cache = LruCache(1)
        cache.put("a", 1)
        cache.put("b", 2)

        self.assertEqual(1, len(cache))
        self.assertEqual(2, cache.get("b"))
        self.assertNotIn("a", cache)

    def test_refuses_a_capacity_below_one(self):
        for capacity in (0, -1, 1.5):
            with self.subTest(capacity=capacity), self.assertRaisesRegex(ValueError, "capacity"):
                LruCache(capacity)

    def test_stays_within_capacity_under_concurrent_use(self):
        cache = LruCache(16)

        def put_keys(caller):
            for number in range(1000):
                cache.put(YieldingKey(caller, number), number)
                cache.get(YieldingKey(caller, number - 1))

        with ThreadPoolExecutor(max_workers=4) as callers:
            list(callers.map(put_keys, range(4)))

        present = [
            (caller, number)
            for caller in range(4)
            for number in range(1000)
            if YieldingKey(caller, number) in cache
        ]
        self.assertEqual(16, len(cache))
        self.assertEqual(16, len(present))

    def test_agrees_with_a_slow_reference_on_random_operations(self):
        source = random.Random(20240229)
        for _ in range(500):
            capacity = source.randint(1, 5)
            cache, reference = LruCache(capacity), ListCache(capacity)
            for step in range(60):
                key = source.randrange(8)
                if source.random() < 0.5:
                    cache.put(key, step)
                    reference.put(key, step)
                else:
                    self.assertEqual(reference.get(key), cache.get(key))
                present = {candidate for candidate in range(8) if candidate in cache}
                self.assertEqual(reference.keys(), present)
                self.assertEqual(len(reference.pairs), len(cache))


if __name__ == "__main__":
    unittest.main()
