// Package [=project.package] provides a token bucket rate limiter.
package [=project.package]

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"time"
)

const (
	unitsPerToken = 1_000_000_000
	maxCapacity   = math.MaxInt64 / unitsPerToken
)

// Clock returns the time in nanoseconds from any fixed origin.
type Clock func() int64

// SystemClock returns a monotonic Clock that starts at zero.
func SystemClock() Clock {
	start := time.Now()
	return func() int64 { return time.Since(start).Nanoseconds() }
}

// Bucket holds up to a capacity of tokens and gains a fixed number of them
// every second.
//
// It counts in billionths of a token, so that a rate of n tokens per second is
// n units per nanosecond and no fraction is lost. Goroutines may share a Bucket;
// it reads the clock for one of them at a time.
type Bucket struct {
	capacity        int64
	refillPerSecond int64
	clock           Clock

	mu         sync.Mutex
	units      int64
	refilledAt int64
}

// New returns a full bucket. It fails unless capacity is from 1 to
// 9,223,372,036, refillPerSecond is at least 1 and clock is not nil.
func New(capacity, refillPerSecond int64, clock Clock) (*Bucket, error) {
	if err := requireBetween("capacity", capacity, maxCapacity); err != nil {
		return nil, err
	}
	if err := requireBetween("refillPerSecond", refillPerSecond, math.MaxInt64); err != nil {
		return nil, err
	}
	if clock == nil {
		return nil, errors.New("clock must not be nil")
	}
	return &Bucket{
		capacity:        capacity,
		refillPerSecond: refillPerSecond,
		clock:           clock,
		units:           capacity * unitsPerToken,
		refilledAt:      clock(),
	}, nil
}

// TryAcquire takes the tokens and returns true, or takes none and returns false
// if too few are there. It fails unless tokens is from 1 to the capacity.
func (b *Bucket) TryAcquire(tokens int64) (bool, error) {
	if err := requireBetween("tokens", tokens, b.capacity); err != nil {
		return false, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.refill()
	needed := tokens * unitsPerToken
	if b.units < needed {
		return false, nil
	}
	b.units -= needed
	return true, nil
}

func (b *Bucket) refill() {
	now := b.clock()
	elapsed := now - b.refilledAt
	if elapsed <= 0 {
		return
	}
	missing := b.capacity*unitsPerToken - b.units
	// Comparing the quotient keeps the product from overflowing.
	if elapsed > missing/b.refillPerSecond {
		b.units += missing
	} else {
		b.units += elapsed * b.refillPerSecond
	}
	b.refilledAt = now
}

func requireBetween(name string, value, max int64) error {
	if value < 1 || value > max {
		return fmt.Errorf("%s must be from 1 to %d, was %d", name, max, value)
	}
	return nil
}
