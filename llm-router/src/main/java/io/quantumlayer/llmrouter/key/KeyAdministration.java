package io.quantumlayer.llmrouter.key;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/** Creates, changes and revokes keys in the database. Blocks. */
final class KeyAdministration {

    private static final int SECRET_BYTES = 32;

    private final KeyRing ring;
    private final @Nullable RouterDatabase database;
    private final @Nullable Leases leases;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    KeyAdministration(KeyRing ring, @Nullable RouterDatabase database, @Nullable Leases leases, InstantSource clock) {
        this.ring = ring;
        this.database = database;
        this.leases = leases;
        this.clock = clock;
    }

    /** A key whose secret is known this once. */
    record Created(VirtualKey key, String secret) {}

    /** Every key, with what the others have spent of it by now. */
    List<KeyAccount> all() {
        if (leases != null) {
            leases.sync();
        }
        return ring.accounts().stream()
                .sorted(Comparator.comparing(account -> account.key().id()))
                .toList();
    }

    Created create(Function<Digest, VirtualKey> key) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = "ql-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        VirtualKey created = key.apply(Digest.of(secret));
        write(jdbc -> {
            KeyStore.save(jdbc, created);
            return created;
        });
        return new Created(created, secret);
    }

    VirtualKey change(String id, UnaryOperator<VirtualKey> change) {
        return write(jdbc -> {
            VirtualKey changed = change.apply(KeyStore.find(jdbc, id).orElseThrow(() -> missing(id)));
            KeyStore.save(jdbc, changed);
            return changed;
        });
    }

    /** Revokes a key; what it used stays on record. */
    void revoke(String id) {
        change(id, key -> key.revoked() != null ? key : key.revoked(clock.instant()));
    }

    static String newId() {
        return "key-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    private VirtualKey write(Function<JdbcClient, VirtualKey> work) {
        if (database == null || leases == null) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Keys come from a file alone, which is changed by hand. Set quantumlayer.router.keys.database.url to keep keys in PostgreSQL.");
        }
        try {
            VirtualKey written = database.inTransaction(work);
            leases.sync();
            return written;
        } catch (DataAccessException | TransactionException away) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "The database of keys does not answer; nothing was changed.", away);
        }
    }

    private ProblemException missing(String id) {
        boolean fromFile =
                ring.accounts().stream().anyMatch(account -> account.key().id().equals(id));
        return fromFile
                ? new ProblemException(
                        ProblemType.CONFLICT, "The key '%s' comes from the file; change it there.".formatted(id))
                : new ProblemException(ProblemType.NOT_FOUND, "No key has the id '%s'.".formatted(id));
    }
}
