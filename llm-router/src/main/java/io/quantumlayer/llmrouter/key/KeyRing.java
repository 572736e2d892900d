package io.quantumlayer.llmrouter.key;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts of all keys, from file and database, by the hash of the secret. Reading it never blocks. */
final class KeyRing {

    private final boolean shared;
    private final CallLedger ledger;
    private final InstantSource clock;
    private final Map<String, KeyAccount> accounts = new HashMap<>();
    private List<VirtualKey> fromFile = List.of();
    private List<VirtualKey> fromDatabase = List.of();
    private volatile Map<Digest, KeyAccount> byDigest = Map.of();
    private volatile boolean complete;
    private volatile Runnable topUp = () -> {};

    /** @param shared whether a database is configured: then nothing is known before it has been read */
    KeyRing(boolean shared, CallLedger ledger, InstantSource clock) {
        this.shared = shared;
        this.complete = !shared;
        this.ledger = ledger;
        this.clock = clock;
    }

    boolean isEmpty() {
        return byDigest.isEmpty();
    }

    /** Whether every key is known that there is. */
    boolean isComplete() {
        return complete;
    }

    @Nullable
    KeyAccount find(Digest digest) {
        return byDigest.get(digest);
    }

    Collection<KeyAccount> accounts() {
        return byDigest.values();
    }

    synchronized void replaceFileKeys(List<VirtualKey> keys) {
        fromFile = keys;
        rebuild();
    }

    synchronized void replaceDatabaseKeys(List<VirtualKey> keys) {
        fromDatabase = keys;
        complete = true;
        rebuild();
    }

    /** Who is asked for more of a lease. */
    void onTopUp(Runnable request) {
        topUp = request;
    }

    private void rebuild() {
        Map<Digest, KeyAccount> next = new HashMap<>();
        Map<String, KeyAccount> kept = new HashMap<>();
        Set<String> inFile = fromFile.stream().map(VirtualKey::id).collect(Collectors.toSet());
        // Who writes the same id into the file takes the key over.
        Stream<VirtualKey> others = fromDatabase.stream().filter(key -> !inFile.contains(key.id()));
        Stream.concat(others, fromFile.stream()).forEach(key -> {
            KeyAccount account = accounts.get(key.id());
            if (account == null) {
                account = new KeyAccount(key, shared, ledger, clock, () -> topUp.run());
            } else {
                account.update(key);
            }
            kept.put(key.id(), account);
            next.put(key.digest(), account);
        });
        accounts.clear();
        accounts.putAll(kept);
        byDigest = Map.copyOf(next);
    }
}
