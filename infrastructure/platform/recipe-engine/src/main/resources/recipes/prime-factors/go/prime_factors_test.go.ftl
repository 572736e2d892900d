package [=project.package]

import (
	"fmt"
	"math"
	"math/rand"
	"slices"
	"testing"
)

func TestReturnsTheFactorsOfCompositeNumbersInAscendingOrder(t *testing.T) {
	expect(t, 6, 2, 3)
	expect(t, 2002, 2, 7, 11, 13)
	expect(t, 1616615, 5, 7, 11, 13, 17, 19)
}

func TestRepeatsAFactorAsOftenAsItDivides(t *testing.T) {
	expect(t, 4, 2, 2)
	expect(t, 360, 2, 2, 2, 3, 3, 5)
	expect(t, 343, 7, 7, 7)
	var twos []uint64
	for i := 0; i < 40; i++ {
		twos = append(twos, 2)
	}
	expect(t, 1<<40, twos...)
}

func TestReturnsAPrimeAsItsOnlyFactor(t *testing.T) {
	for _, prime := range []uint64{2, 3, 5, 7, 11, 97, 7919, 2147483647} {
		expect(t, prime, prime)
	}
}

func TestFindsTwoLargeFactors(t *testing.T) {
	expect(t, 999966000289, 999983, 999983)
	expect(t, 1000036000099, 1000003, 1000033)
}

func TestHandlesTheLargestNumbers(t *testing.T) {
	expect(t, 1<<53-1, 6361, 69431, 20394401)
	expect(t, math.MaxInt64, 7, 7, 73, 127, 337, 92737, 649657)
	expect(t, math.MaxUint64, 3, 5, 17, 257, 641, 65537, 6700417)
}

func TestRefusesNumbersOutsideTheRange(t *testing.T) {
	for _, n := range []uint64{0, 1} {
		factors, err := PrimeFactors(n)
		want := fmt.Sprintf("n must be at least 2, got %d", n)
		if err == nil || err.Error() != want {
			t.Errorf("PrimeFactors(%d) = %v, %v, want error %q", n, factors, err, want)
		}
	}
}

func TestAgreesWithASlowReferenceOnRandomInput(t *testing.T) {
	rng := rand.New(rand.NewSource(20))
	for i := 0; i < 1000; i++ {
		n := 2 + uint64(rng.Intn(20_000))
		expect(t, n, reference(n)...)
	}
}

func expect(t *testing.T, n uint64, want ...uint64) {
	t.Helper()
	got, err := PrimeFactors(n)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("PrimeFactors(%d) = %v, %v, want %v", n, got, err, want)
	}
}

func reference(n uint64) []uint64 {
	var factors []uint64
	divisor := uint64(2)
	for n > 1 {
		if n%divisor == 0 {
			factors = append(factors, divisor)
			n /= divisor
		} else {
			divisor++
		}
	}
	return factors
}
