package [=project.package];

import java.util.ArrayList;
import java.util.List;

/** Prime factorisation by trial division. */
public final class PrimeFactors {

    private PrimeFactors() {}

    /**
     * Returns the prime factors of a number in ascending order, each as often as it divides the number.
     *
     * <p>The whole positive range of {@code long} is accepted. The time grows with the larger of the second largest
     * prime factor and the square root of the largest one; a prime close to 2^63 takes several seconds.
     *
     * @param n the number, at least 2
     * @return an unmodifiable list of primes whose product is {@code n}
     * @throws IllegalArgumentException if {@code n} is below 2
     */
    public static List<Long> of(long n) {
        if (n < 2) {
            throw new IllegalArgumentException("n must be at least 2, got " + n);
        }
        List<Long> factors = new ArrayList<>();
        long rest = divideOut(n, 2, factors);
        rest = divideOut(rest, 3, factors);
        // Every prime above 3 is one below or one above a multiple of 6.
        // Compared by division because the square of a candidate could overflow.
        for (long candidate = 5; candidate <= rest / candidate; candidate += 6) {
            rest = divideOut(rest, candidate, factors);
            rest = divideOut(rest, candidate + 2, factors);
        }
        if (rest > 1) {
            factors.add(rest);
        }
        return List.copyOf(factors);
    }

    private static long divideOut(long n, long divisor, List<Long> factors) {
        long rest = n;
        while (rest % divisor == 0) {
            factors.add(divisor);
            rest /= divisor;
        }
        return rest;
    }
}
