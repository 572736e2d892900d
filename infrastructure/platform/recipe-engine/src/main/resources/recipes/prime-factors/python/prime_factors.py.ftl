"""Prime factorisation by trial division."""


def prime_factors(n: int) -> list[int]:
    """Return the prime factors of n in ascending order, each as often as it divides n.

    Any n from 2 up is accepted. The time grows with the larger of the second
    largest prime factor and the square root of the largest one; a prime close
    to 2**53 takes several seconds.

    Raises ValueError when n is below 2.
    """
    if n < 2:
        raise ValueError(f"n must be at least 2, got {n}")
    factors: list[int] = []
    rest = _divide_out(n, 2, factors)
    rest = _divide_out(rest, 3, factors)
    # Every prime above 3 is one below or one above a multiple of 6.
    candidate = 5
    while candidate * candidate <= rest:
        rest = _divide_out(rest, candidate, factors)
        rest = _divide_out(rest, candidate + 2, factors)
        candidate += 6
    if rest > 1:
        factors.append(rest)
    return factors


def _divide_out(n: int, divisor: int, factors: list[int]) -> int:
    while n % divisor == 0:
        factors.append(divisor)
        n //= divisor
    return n
