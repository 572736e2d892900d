// Package [=project.package] factorises numbers by trial division.
package [=project.package]

import "fmt"

// PrimeFactors returns the prime factors of n in ascending order, each as
// often as it divides n. It is an error if n is below 2.
//
// The whole range of uint64 is accepted. The time grows with the larger of the
// second largest prime factor and the square root of the largest one; a prime
// close to 2^64 takes several seconds.
func PrimeFactors(n uint64) ([]uint64, error) {
	if n < 2 {
		return nil, fmt.Errorf("n must be at least 2, got %d", n)
	}
	var factors []uint64
	rest := n
	divideOut := func(divisor uint64) {
		for rest%divisor == 0 {
			factors = append(factors, divisor)
			rest /= divisor
		}
	}
	divideOut(2)
	divideOut(3)
	// Every prime above 3 is one below or one above a multiple of 6. Compared
	// by division because the square of a candidate could overflow.
	for candidate := uint64(5); candidate <= rest/candidate; candidate += 6 {
		divideOut(candidate)
		divideOut(candidate + 2)
	}
	if rest > 1 {
		factors = append(factors, rest)
	}
	return factors, nil
}
