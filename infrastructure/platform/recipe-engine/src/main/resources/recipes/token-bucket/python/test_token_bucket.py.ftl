import random
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

from token_bucket import TokenBucket

SECOND = 1_000_000_000


class TokenBucketTest(unittest.TestCase):
    def setUp(self):
        self.now = 1_000 * SECOND

    def bucket(self, capacity, refill_per_second):
        return TokenBucket(capacity, refill_per_second, lambda: self.now)

    def test_grants_a_burst_up_to_the_capacity(self):
        bucket = self.bucket(3, 1)

        self.assertEqual([True, True, True, False], [bucket.try_acquire() for _ in range(4)])
        self.assertTrue(self.bucket(3, 1).try_acquire(3))

    def test_takes_nothing_when_too_few_tokens_are_left(self):
        bucket = self.bucket(3, 1)
        bucket.try_acquire()

        self.assertFalse(bucket.try_acquire(3))
        self.assertTrue(bucket.try_acquire(2))
        self.assertFalse(bucket.try_acquire())

    def test_refills_at_the_given_rate(self):
        bucket = self.bucket(4, 2)
        bucket.try_acquire(4)

        self.now += SECOND // 2 - 1
        self.assertFalse(bucket.try_acquire())
        self.now += 1
        self.assertTrue(bucket.try_acquire())
        self.now += SECOND
        self.assertTrue(bucket.try_acquire(2))
        self.assertFalse(bucket.try_acquire())

    def test_never_holds_more_than_the_capacity(self):
        bucket = self.bucket(3, 1)
        bucket.try_acquire(2)
        self.now += 3_600 * SECOND

        self.assertTrue(bucket.try_acquire(3))
        self.assertFalse(bucket.try_acquire())

    def test_keeps_fractions_of_tokens_exactly(self):
        bucket = self.bucket(5, 3)
        bucket.try_acquire(5)
        granted = 0
        for _ in range(10_000):
            self.now += SECOND // 10_000
            granted += bucket.try_acquire()

        self.assertEqual(3, granted)
        self.now += SECOND // 3
        self.assertFalse(bucket.try_acquire())
        self.now += 1
        self.assertTrue(bucket.try_acquire())

    def test_neither_gains_nor_loses_tokens_when_the_clock_goes_backwards(self):
        bucket = self.bucket(3, 1)
        bucket.try_acquire()

        self.now -= 5 * SECOND
        self.assertTrue(bucket.try_acquire(2))
        self.assertFalse(bucket.try_acquire())
        self.now += 5 * SECOND
        self.assertFalse(bucket.try_acquire())
        self.now += SECOND
        self.assertTrue(bucket.try_acquire())

    def test_works_with_the_clock_of_the_system(self):
        bucket = TokenBucket(2, 1)

        self.assertTrue(bucket.try_acquire(2))

    def test_refuses_arguments_out_of_range(self):
        for value in (0, -1, 1.5):
            with self.subTest(value=value):
                with self.assertRaisesRegex(ValueError, "^capacity "):
                    self.bucket(value, 1)
                with self.assertRaisesRegex(ValueError, "^refill_per_second "):
                    self.bucket(1, value)
                with self.assertRaisesRegex(ValueError, "^tokens "):
                    self.bucket(1, 1).try_acquire(value)
        with self.assertRaisesRegex(ValueError, "^tokens .* capacity 3, was 4"):
            self.bucket(3, 1).try_acquire(4)

    def test_grants_no_more_than_its_tokens_to_concurrent_callers(self):
        reading = Lock()

        def clock():
            self.assertTrue(reading.acquire(blocking=False), "two callers read the clock at once")
            time.sleep(0)
            reading.release()
            return self.now

        bucket = TokenBucket(300, 1, clock)

        def granted(_):
            return sum(bucket.try_acquire() for _ in range(100))

        with ThreadPoolExecutor(max_workers=8) as callers:
            self.assertEqual(300, sum(callers.map(granted, range(8))))

    def test_agrees_with_a_slow_reference_on_random_requests(self):
        source = random.Random(20240229)
        for run in range(500):
            capacity = source.randint(1, 5)
            refill_per_second = source.randint(1, 60_000_000)
            bucket = self.bucket(capacity, refill_per_second)
            billionths = capacity * SECOND
            for step in range(25):
                for _ in range(source.randrange(60)):
                    self.now += 1
                    billionths = min(billionths + refill_per_second, capacity * SECOND)
                tokens = source.randint(1, capacity)
                expected = billionths >= tokens * SECOND
                if expected:
                    billionths -= tokens * SECOND
                self.assertEqual(expected, bucket.try_acquire(tokens), f"run {run}, step {step}")


if __name__ == "__main__":
    unittest.main()
