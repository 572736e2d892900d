package [=project.package]

import (
	"math/rand"
	"strings"
	"sync"
	"testing"
)

func newCache[K comparable, V any](t *testing.T, capacity int) *Cache[K, V] {
	t.Helper()
	cache, err := New[K, V](capacity)
	if err != nil {
		t.Fatal(err)
	}
	return cache
}

func cacheOfAAndB(t *testing.T) *Cache[string, int] {
	t.Helper()
	cache := newCache[string, int](t, 2)
	cache.Put("a", 1)
	cache.Put("b", 2)
	return cache
}

func wantValue(t *testing.T, cache *Cache[string, int], key string, want int) {
	t.Helper()
	if got, ok := cache.Get(key); !ok || got != want {
		t.Errorf("Get(%q) = %d, %t; want %d, true", key, got, ok, want)
	}
}

func wantContains(t *testing.T, cache *Cache[string, int], key string, want bool) {
	t.Helper()
	if got := cache.Contains(key); got != want {
		t.Errorf("Contains(%q) = %t, want %t", key, got, want)
	}
}

func wantLen(t *testing.T, cache *Cache[string, int], want int) {
	t.Helper()
	if got := cache.Len(); got != want {
		t.Errorf("Len() = %d, want %d", got, want)
	}
}

func TestReturnsWhatWasPut(t *testing.T) {
	cache := cacheOfAAndB(t)

	wantValue(t, cache, "a", 1)
	wantValue(t, cache, "b", 2)
	wantLen(t, cache, 2)
}

func TestHasNoValueForAnAbsentKey(t *testing.T) {
	cache := newCache[string, int](t, 2)

	if got, ok := cache.Get("a"); ok || got != 0 {
		t.Errorf("Get of an absent key = %d, %t; want 0, false", got, ok)
	}
	wantContains(t, cache, "a", false)
	wantLen(t, cache, 0)
}

func TestEvictsTheLeastRecentlyUsedEntry(t *testing.T) {
	cache := cacheOfAAndB(t)
	cache.Put("c", 3)

	wantContains(t, cache, "a", false)
	wantContains(t, cache, "b", true)
	wantContains(t, cache, "c", true)
	wantLen(t, cache, 2)
}

func TestGetMakesAnEntryRecent(t *testing.T) {
	cache := cacheOfAAndB(t)
	cache.Get("a")
	cache.Put("c", 3)

	wantContains(t, cache, "a", true)
	wantContains(t, cache, "b", false)
}

func TestPutOfAPresentKeyReplacesItsValueAndMakesItRecent(t *testing.T) {
	cache := cacheOfAAndB(t)
	cache.Put("a", 10)
	wantLen(t, cache, 2)
	cache.Put("c", 3)

	wantValue(t, cache, "a", 10)
	wantContains(t, cache, "b", false)
}

func TestContainsDoesNotMakeAnEntryRecent(t *testing.T) {
	cache := cacheOfAAndB(t)
	wantContains(t, cache, "a", true)
	cache.Put("c", 3)

	wantContains(t, cache, "a", false)
	wantContains(t, cache, "b", true)
}

func TestCapacityOneHoldsTheLastEntry(t *testing.T) {
	cache := newCache[string, int](t, 1)
	cache.Put("a", 1)
	cache.Put("b", 2)

	wantLen(t, cache, 1)
	wantValue(t, cache, "b", 2)
	wantContains(t, cache, "a", false)
}

func TestRefusesACapacityBelowOne(t *testing.T) {
	for _, capacity := range []int{0, -1} {
		cache, err := New[string, int](capacity)
		if cache != nil || err == nil || !strings.Contains(err.Error(), "capacity") {
			t.Errorf("New(%d) = %v, %v; want an error that names the capacity", capacity, cache, err)
		}
	}
}

func TestStaysWithinCapacityUnderConcurrentUse(t *testing.T) {
	cache := newCache[int, int](t, 16)

	var callers sync.WaitGroup
	for caller := 0; caller < 4; caller++ {
		callers.Add(1)
		go func(first int) {
			defer callers.Done()
			for key := first; key < first+50_000; key++ {
				cache.Put(key, key)
				cache.Get(key - 1)
			}
		}(caller * 50_000)
	}
	callers.Wait()

	present := 0
	for key := 0; key < 200_000; key++ {
		if cache.Contains(key) {
			present++
		}
	}
	if present != 16 || cache.Len() != 16 {
		t.Errorf("%d keys present, Len() = %d; want 16 and 16", present, cache.Len())
	}
}

// sliceCache is the reference: a slice of entries, least recently used first.
type sliceCache struct {
	capacity int
	entries  []entry[int, int]
}

func (s *sliceCache) index(key int) int {
	for i, e := range s.entries {
		if e.key == key {
			return i
		}
	}
	return -1
}

func (s *sliceCache) get(key int) (int, bool) {
	i := s.index(key)
	if i < 0 {
		return 0, false
	}
	value := s.entries[i].value
	s.put(key, value)
	return value, true
}

func (s *sliceCache) put(key, value int) {
	if i := s.index(key); i >= 0 {
		s.entries = append(s.entries[:i], s.entries[i+1:]...)
	}
	s.entries = append(s.entries, entry[int, int]{key, value})
	if len(s.entries) > s.capacity {
		s.entries = s.entries[1:]
	}
}

func TestAgreesWithASlowReferenceOnRandomOperations(t *testing.T) {
	random := rand.New(rand.NewSource(20240229))
	for run := 0; run < 500; run++ {
		capacity := 1 + random.Intn(5)
		cache := newCache[int, int](t, capacity)
		reference := &sliceCache{capacity: capacity}
		for step := 0; step < 60; step++ {
			key := random.Intn(8)
			if random.Intn(2) == 0 {
				cache.Put(key, step)
				reference.put(key, step)
			} else {
				got, ok := cache.Get(key)
				want, wantOK := reference.get(key)
				if got != want || ok != wantOK {
					t.Fatalf("run %d, step %d: Get(%d) = %d, %t; want %d, %t", run, step, key, got, ok, want, wantOK)
				}
			}
			for candidate := 0; candidate < 8; candidate++ {
				if got, want := cache.Contains(candidate), reference.index(candidate) >= 0; got != want {
					t.Fatalf("run %d, step %d: Contains(%d) = %t, want %t", run, step, candidate, got, want)
				}
			}
			if cache.Len() != len(reference.entries) {
				t.Fatalf("run %d, step %d: Len() = %d, want %d", run, step, cache.Len(), len(reference.entries))
			}
		}
	}
}
