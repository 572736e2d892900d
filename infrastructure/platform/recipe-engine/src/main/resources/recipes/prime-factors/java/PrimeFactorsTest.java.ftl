package [=project.package];

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

final class PrimeFactorsTest {

    public static void main(String[] args) {
        Tap.run(new PrimeFactorsTest());
    }

    public void returnsTheFactorsOfCompositeNumbersInAscendingOrder() {
        Tap.equal(List.of(2L, 3L), PrimeFactors.of(6));
        Tap.equal(List.of(2L, 7L, 11L, 13L), PrimeFactors.of(2002));
        Tap.equal(List.of(5L, 7L, 11L, 13L, 17L, 19L), PrimeFactors.of(1616615));
    }

    public void repeatsAFactorAsOftenAsItDivides() {
        Tap.equal(List.of(2L, 2L), PrimeFactors.of(4));
        Tap.equal(List.of(2L, 2L, 2L, 3L, 3L, 5L), PrimeFactors.of(360));
        Tap.equal(List.of(7L, 7L, 7L), PrimeFactors.of(343));
        Tap.equal(Collections.nCopies(40, 2L), PrimeFactors.of(1L << 40));
    }

    public void returnsAPrimeAsItsOnlyFactor() {
        for (long prime : new long[] {2, 3, 5, 7, 11, 97, 7919, 2147483647}) {
            Tap.equal(List.of(prime), PrimeFactors.of(prime));
        }
    }

    public void findsTwoLargeFactors() {
        Tap.equal(List.of(999983L, 999983L), PrimeFactors.of(999966000289L));
        Tap.equal(List.of(1000003L, 1000033L), PrimeFactors.of(1000036000099L));
    }

    public void handlesTheLargestNumbers() {
        Tap.equal(List.of(6361L, 69431L, 20394401L), PrimeFactors.of((1L << 53) - 1));
        Tap.equal(List.of(7L, 7L, 73L, 127L, 337L, 92737L, 649657L), PrimeFactors.of(Long.MAX_VALUE));
    }

    public void refusesNumbersOutsideTheRange() {
        for (long n : new long[] {1, 0, -1, -6, Long.MIN_VALUE}) {
            IllegalArgumentException refusal =
                    Tap.throwing(IllegalArgumentException.class, () -> PrimeFactors.of(n));
            Tap.equal("n must be at least 2, got " + n, refusal.getMessage());
        }
    }

    public void agreesWithASlowReferenceOnRandomInput() {
        Random random = new Random(20);
        for (int i = 0; i < 1000; i++) {
            long n = 2 + random.nextInt(20_000);
            Tap.equal(reference(n), PrimeFactors.of(n), "n = " + n);
        }
    }

    private static List<Long> reference(long n) {
        List<Long> factors = new ArrayList<>();
        long rest = n;
        long divisor = 2;
        while (rest > 1) {
            if (rest % divisor == 0) {
                factors.add(divisor);
                rest /= divisor;
            } else {
                divisor++;
            }
        }
        return factors;
    }
}
