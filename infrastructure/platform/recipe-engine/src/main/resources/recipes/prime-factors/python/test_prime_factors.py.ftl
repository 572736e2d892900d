import random
import unittest

from prime_factors import prime_factors


class PrimeFactorsTest(unittest.TestCase):
    def test_returns_the_factors_of_composite_numbers_in_ascending_order(self):
        self.assertEqual([2, 3], prime_factors(6))
        self.assertEqual([2, 7, 11, 13], prime_factors(2002))
        self.assertEqual([5, 7, 11, 13, 17, 19], prime_factors(1616615))

    def test_repeats_a_factor_as_often_as_it_divides(self):
        self.assertEqual([2, 2], prime_factors(4))
        self.assertEqual([2, 2, 2, 3, 3, 5], prime_factors(360))
        self.assertEqual([7, 7, 7], prime_factors(343))
        self.assertEqual([2] * 40, prime_factors(2**40))

    def test_returns_a_prime_as_its_only_factor(self):
        for prime in (2, 3, 5, 7, 11, 97, 7919, 2147483647):
            with self.subTest(prime=prime):
                self.assertEqual([prime], prime_factors(prime))

    def test_finds_two_large_factors(self):
        self.assertEqual([999983, 999983], prime_factors(999966000289))
        self.assertEqual([1000003, 1000033], prime_factors(1000036000099))

    def test_handles_the_largest_numbers(self):
        self.assertEqual([6361, 69431, 20394401], prime_factors(2**53 - 1))
        self.assertEqual([7, 7, 73, 127, 337, 92737, 649657], prime_factors(2**63 - 1))
        self.assertEqual([2] * 100, prime_factors(2**100))

    def test_refuses_numbers_outside_the_range(self):
        for n in (1, 0, -1, -6):
            with self.subTest(n=n):
                with self.assertRaisesRegex(ValueError, f"^n must be at least 2, got {n}$"):
                    prime_factors(n)

    def test_agrees_with_a_slow_reference_on_random_input(self):
        rng = random.Random(20)
        for _ in range(1000):
            n = rng.randrange(2, 20_000)
            self.assertEqual(reference(n), prime_factors(n), n)


def reference(n: int) -> list[int]:
    factors = []
    divisor = 2
    while n > 1:
        if n % divisor == 0:
            factors.append(divisor)
            n //= divisor
        else:
            divisor += 1
    return factors


if __name__ == "__main__":
    unittest.main()
