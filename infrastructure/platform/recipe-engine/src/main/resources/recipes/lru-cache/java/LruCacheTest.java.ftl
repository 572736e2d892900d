package [=project.package];

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

final class LruCacheTest {

    private final Random random = new Random(20240229);

    public static void main(String[] args) {
        Tap.run(new LruCacheTest());
    }

    public void returnsWhatWasPut() {
        LruCache<String, Integer> cache = cacheOfAAndB();

        Tap.equal(Optional.of(1), cache.get("a"));
        Tap.equal(Optional.of(2), cache.get("b"));
        Tap.equal(2, cache.size());
    }

    public void hasNoValueForAnAbsentKey() {
        LruCache<String, Integer> cache = new LruCache<>(2);

        Tap.equal(Optional.empty(), cache.get("a"));
        Tap.equal(false, cache.contains("a"));
        Tap.equal(0, cache.size());
    }

    public void evictsTheLeastRecentlyUsedEntry() {
        LruCache<String, Integer> cache = cacheOfAAndB();
        cache.put("c", 3);

        Tap.equal(false, cache.contains("a"));
        Tap.equal(true, cache.contains("b"));
        Tap.equal(true, cache.contains("c"));
        Tap.equal(2, cache.size());
    }

    public void getMakesAnEntryRecent() {
        LruCache<String, Integer> cache = cacheOfAAndB();
        cache.get("a");
        cache.put("c", 3);

        Tap.equal(true, cache.contains("a"));
        Tap.equal(false, cache.contains("b"));
    }

    public void putOfAPresentKeyReplacesItsValueAndMakesItRecent() {
        LruCache<String, Integer> cache = cacheOfAAndB();
        cache.put("a", 10);
        Tap.equal(2, cache.size());
        cache.put("c", 3);

        Tap.equal(Optional.of(10), cache.get("a"));
        Tap.equal(false, cache.contains("b"));
    }

    public void containsDoesNotMakeAnEntryRecent() {
        LruCache<String, Integer> cache = cacheOfAAndB();
        Tap.equal(true, cache.contains("a"));
        cache.put("c", 3);

        Tap.equal(false, cache.contains("a"));
        Tap.equal(true, cache.contains("b"));
    }

    public void capacityOneHoldsTheLastEntry() {
        LruCache<String, Integer> cache = new LruCache<>(1);
        cache.put("a", 1);
        cache.put("b", 2);

        Tap.equal(1, cache.size());
        Tap.equal(Optional.of(2), cache.get("b"));
        Tap.equal(false, cache.contains("a"));
    }

    public void refusesACapacityBelowOne() {
        for (int capacity : new int[] {0, -1, Integer.MIN_VALUE}) {
            IllegalArgumentException refusal =
                    Tap.throwing(IllegalArgumentException.class, () -> new LruCache<String, Integer>(capacity));
            Tap.equal("capacity must be at least 1, was " + capacity, refusal.getMessage());
        }
    }

    public void staysWithinCapacityUnderConcurrentUse() throws Exception {
        LruCache<Integer, Integer> cache = new LruCache<>(16);
        List<Callable<Void>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            int first = caller * 50_000;
            callers.add(() -> {
                for (int key = first; key < first + 50_000; key++) {
                    cache.put(key, key);
                    cache.get(key - 1);
                }
                return null;
            });
        }

        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : threads.invokeAll(callers)) {
                done.get();
            }
        } finally {
            threads.shutdown();
        }

        Tap.equal(16, cache.size());
        Tap.equal(16L, IntStream.range(0, 200_000).filter(cache::contains).count());
    }

    public void agreesWithASlowReferenceOnRandomOperations() {
        for (int run = 0; run < 500; run++) {
            int capacity = 1 + random.nextInt(5);
            LruCache<Integer, Integer> cache = new LruCache<>(capacity);
            ListCache reference = new ListCache(capacity);
            for (int step = 0; step < 60; step++) {
                int key = random.nextInt(8);
                if (random.nextBoolean()) {
                    cache.put(key, step);
                    reference.put(key, step);
                } else {
                    Tap.equal(reference.get(key), cache.get(key), "run " + run + ", step " + step);
                }
                List<Integer> present =
                        IntStream.range(0, 8).filter(cache::contains).boxed().toList();
                Tap.equal(reference.keys(), present, "run " + run + ", step " + step);
                Tap.equal(present.size(), cache.size(), "run " + run + ", step " + step);
            }
        }
    }

    private static LruCache<String, Integer> cacheOfAAndB() {
        LruCache<String, Integer> cache = new LruCache<>(2);
        cache.put("a", 1);
        cache.put("b", 2);
        return cache;
    }

    /** The reference: a list of pairs, least recently used first. */
    private static final class ListCache {

        private record Pair(int key, int value) {}

        private final int capacity;
        private final List<Pair> pairs = new ArrayList<>();

        ListCache(int capacity) {
            this.capacity = capacity;
        }

        Optional<Integer> get(int key) {
            for (Pair pair : pairs) {
                if (pair.key() == key) {
                    pairs.remove(pair);
                    pairs.add(pair);
                    return Optional.of(pair.value());
                }
            }
            return Optional.empty();
        }

        void put(int key, int value) {
            pairs.removeIf(pair -> pair.key() == key);
            pairs.add(new Pair(key, value));
            if (pairs.size() > capacity) {
                pairs.remove(0);
            }
        }

        List<Integer> keys() {
            return pairs.stream().map(Pair::key).sorted().toList();
        }
    }
}
