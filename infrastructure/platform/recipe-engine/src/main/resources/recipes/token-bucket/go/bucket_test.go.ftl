package [=project.package]

import (
	"math"
	"math/rand"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

const second = 1_000_000_000

// manualClock stands still until it is moved.
type manualClock struct{ now int64 }

func (c *manualClock) read() int64 { return c.now }

func newBucket(t *testing.T, capacity, refillPerSecond int64) (*Bucket, *manualClock) {
	t.Helper()
	clock := &manualClock{now: 1_000 * second}
	bucket, err := New(capacity, refillPerSecond, clock.read)
	if err != nil {
		t.Fatal(err)
	}
	return bucket, clock
}

func wantAcquired(t *testing.T, bucket *Bucket, tokens int64, want bool) {
	t.Helper()
	if got, err := bucket.TryAcquire(tokens); err != nil || got != want {
		t.Errorf("TryAcquire(%d) = %t, %v; want %t", tokens, got, err, want)
	}
}

func wantRefused(t *testing.T, argument string, err error) {
	t.Helper()
	if err == nil || !strings.HasPrefix(err.Error(), argument+" ") {
		t.Errorf("error %v does not name %s", err, argument)
	}
}

func TestGrantsABurstUpToTheCapacity(t *testing.T) {
	bucket, _ := newBucket(t, 3, 1)
	for _, want := range []bool{true, true, true, false} {
		wantAcquired(t, bucket, 1, want)
	}

	bucket, _ = newBucket(t, 3, 1)
	wantAcquired(t, bucket, 3, true)
}

func TestTakesNothingWhenTooFewTokensAreLeft(t *testing.T) {
	bucket, _ := newBucket(t, 3, 1)

	wantAcquired(t, bucket, 1, true)
	wantAcquired(t, bucket, 3, false)
	wantAcquired(t, bucket, 2, true)
	wantAcquired(t, bucket, 1, false)
}

func TestRefillsAtTheGivenRate(t *testing.T) {
	bucket, clock := newBucket(t, 4, 2)
	wantAcquired(t, bucket, 4, true)

	clock.now += second/2 - 1
	wantAcquired(t, bucket, 1, false)
	clock.now++
	wantAcquired(t, bucket, 1, true)
	clock.now += second
	wantAcquired(t, bucket, 2, true)
	wantAcquired(t, bucket, 1, false)
}

func TestNeverHoldsMoreThanTheCapacity(t *testing.T) {
	bucket, clock := newBucket(t, 3, 1)
	wantAcquired(t, bucket, 2, true)
	clock.now += 3_600 * second
	wantAcquired(t, bucket, 3, true)
	wantAcquired(t, bucket, 1, false)

	largest, clock := newBucket(t, maxCapacity, math.MaxInt64)
	wantAcquired(t, largest, maxCapacity, true)
	clock.now += 3_600 * second
	wantAcquired(t, largest, maxCapacity, true)
	wantAcquired(t, largest, 1, false)
}

func TestKeepsFractionsOfTokensExactly(t *testing.T) {
	bucket, clock := newBucket(t, 5, 3)
	wantAcquired(t, bucket, 5, true)
	granted := 0
	for i := 0; i < 10_000; i++ {
		clock.now += second / 10_000
		if ok, _ := bucket.TryAcquire(1); ok {
			granted++
		}
	}

	if granted != 3 {
		t.Errorf("%d tokens granted in a second, want 3", granted)
	}
	clock.now += second / 3
	wantAcquired(t, bucket, 1, false)
	clock.now++
	wantAcquired(t, bucket, 1, true)
}

func TestNeitherGainsNorLosesTokensWhenTheClockGoesBackwards(t *testing.T) {
	bucket, clock := newBucket(t, 3, 1)
	wantAcquired(t, bucket, 1, true)

	clock.now -= 5 * second
	wantAcquired(t, bucket, 2, true)
	wantAcquired(t, bucket, 1, false)
	clock.now += 5 * second
	wantAcquired(t, bucket, 1, false)
	clock.now += second
	wantAcquired(t, bucket, 1, true)
}

func TestWorksWithTheClockOfTheSystem(t *testing.T) {
	bucket, err := New(2, 1, SystemClock())
	if err != nil {
		t.Fatal(err)
	}
	wantAcquired(t, bucket, 2, true)
}

func TestRefusesArgumentsOutOfRange(t *testing.T) {
	clock := &manualClock{}
	bucket, _ := newBucket(t, 3, 1)
	for _, value := range []int64{0, -1, math.MinInt64} {
		_, err := New(value, 1, clock.read)
		wantRefused(t, "capacity", err)
		_, err = New(1, value, clock.read)
		wantRefused(t, "refillPerSecond", err)
		_, err = bucket.TryAcquire(value)
		wantRefused(t, "tokens", err)
	}
	_, err := New(maxCapacity+1, 1, clock.read)
	wantRefused(t, "capacity", err)
	_, err = New(1, 1, nil)
	wantRefused(t, "clock", err)
	_, err = bucket.TryAcquire(4)
	wantRefused(t, "tokens", err)
}

func TestGrantsNoMoreThanItsTokensToConcurrentCallers(t *testing.T) {
	var reading sync.Mutex
	bucket, err := New(300, 1, func() int64 {
		if !reading.TryLock() {
			t.Error("two callers read the clock at once")
			return 0
		}
		defer reading.Unlock()
		runtime.Gosched()
		return 0
	})
	if err != nil {
		t.Fatal(err)
	}

	var granted atomic.Int64
	var callers sync.WaitGroup
	for caller := 0; caller < 8; caller++ {
		callers.Add(1)
		go func() {
			defer callers.Done()
			for i := 0; i < 100; i++ {
				if ok, _ := bucket.TryAcquire(1); ok {
					granted.Add(1)
				}
			}
		}()
	}
	callers.Wait()

	if granted.Load() != 300 {
		t.Errorf("%d tokens granted, want 300", granted.Load())
	}
}

func TestAgreesWithASlowReferenceOnRandomRequests(t *testing.T) {
	random := rand.New(rand.NewSource(20240229))
	for run := 0; run < 500; run++ {
		capacity := 1 + random.Int63n(5)
		refillPerSecond := 1 + random.Int63n(60_000_000)
		bucket, clock := newBucket(t, capacity, refillPerSecond)
		billionths := capacity * second
		for step := 0; step < 25; step++ {
			for elapsed := random.Intn(60); elapsed > 0; elapsed-- {
				clock.now++
				billionths += refillPerSecond
				if billionths > capacity*second {
					billionths = capacity * second
				}
			}
			tokens := 1 + random.Int63n(capacity)
			want := billionths >= tokens*second
			if want {
				billionths -= tokens * second
			}
			if got, err := bucket.TryAcquire(tokens); err != nil || got != want {
				t.Fatalf("run %d, step %d: TryAcquire(%d) = %t, %v; want %t", run, step, tokens, got, err, want)
			}
		}
	}
}
