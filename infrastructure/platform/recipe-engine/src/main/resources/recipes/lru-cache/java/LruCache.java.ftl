package [=project.package];

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A bounded cache that drops its least recently used entry to make room; {@link #get} and {@link #put} count as uses.
 *
 * <p>Threads may share a cache: every single call is atomic. A compound such as {@code contains} followed by
 * {@code put} is not and needs a lock of the caller's. Keys and values are not null.
 *
 * @param <K> type of the keys, with stable {@code equals} and {@code hashCode}
 * @param <V> type of the values
 */
public final class LruCache<K, V> {

    private final int capacity;

    /** Ordered from the least to the most recently used entry. */
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates an empty cache.
     *
     * @throws IllegalArgumentException if the capacity is below 1
     */
    public LruCache(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        this.capacity = capacity;
    }

    /** Returns the value of the key and makes it the most recent, or nothing if the key is absent. */
    public synchronized Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(Objects.requireNonNull(key, "key")));
    }

    /** Stores the value under the key as the most recent entry, evicting the least recently used one if full. */
    public synchronized void put(K key, V value) {
        entries.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        if (entries.size() > capacity) {
            K eldest = entries.keySet().iterator().next();
            entries.remove(eldest);
        }
    }

    /** Returns the number of entries. */
    public synchronized int size() {
        return entries.size();
    }

    /** Returns whether the key is present, without counting as a use. */
    public synchronized boolean contains(K key) {
        return entries.containsKey(Objects.requireNonNull(key, "key"));
    }
}
