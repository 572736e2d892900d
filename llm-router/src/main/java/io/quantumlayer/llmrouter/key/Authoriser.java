package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may be made and counts what it used. Called on event loops: it touches memory only.
 *
 * <p>Where no key is configured every call is made by the anonymous owner, without limits.
 */
public final class Authoriser {

    private static final String ANONYMOUS = "anonymous";
    private static final String[] NO_HEADERS = {};

    private final KeyRing ring;
    private final CallLedger ledger;
    private final InstantSource clock;

    Authoriser(KeyRing ring, CallLedger ledger, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Whether callers need a key, i.e. at least one is configured, or the database that may hold some is not read yet. */
    public boolean isRequired() {
        return !isOpen();
    }

    /**
     * Admits a call or says why not.
     *
     * @param credential secret of the caller's key; {@code null} when the request has none
     */
    public Admission admit(@Nullable String credential, CallEstimate call) {
        if (isOpen()) {
            return new Anonymous();
        }
        Caller caller = caller(credential);
        KeyAccount account = caller.account();
        if (account == null) {
            return caller.refused();
        }
        return account.key().allows(call.model()) ? account.admit(call) : Admission.Refused.model(call.model());
    }

    /**
     * Which models a caller may ask.
     *
     * @param credential secret of the caller's key; {@code null} when the request has none
     */
    public Permission permission(@Nullable String credential) {
        if (isOpen()) {
            return new Permission.Models(null, List.of(), model -> true);
        }
        Caller caller = caller(credential);
        KeyAccount account = caller.account();
        if (account == null) {
            return new Permission.None(caller.refused());
        }
        VirtualKey key = account.key();
        return new Permission.Models(
                key.id(),
                key.models().stream().filter(glob -> glob.indexOf('*') < 0).toList(),
                key::allows);
    }

    private boolean isOpen() {
        return ring.isEmpty() && ring.isComplete();
    }

    /** Whose key a call has, or why it has none that works. */
    private record Caller(@Nullable KeyAccount account, Admission.@Nullable Refused reason) {

        static Caller refused(Admission.Refused reason) {
            return new Caller(null, reason);
        }

        Admission.Refused refused() {
            return Objects.requireNonNull(reason, "who has no account was refused");
        }
    }

    private Caller caller(@Nullable String credential) {
        if (credential == null || credential.isEmpty()) {
            return Caller.refused(Admission.Refused.key(
                    "invalid_api_key", "No API key: send one as 'Authorization: Bearer' or 'x-api-key'."));
        }
        KeyAccount account = ring.find(Digest.of(credential));
        if (account == null) {
            return Caller.refused(
                    ring.isComplete()
                            ? Admission.Refused.key("invalid_api_key", "This API key is not known.")
                            : Admission.Refused.unavailable("The keys have not been read from the database yet."));
        }
        VirtualKey key = account.key();
        if (key.revoked() != null) {
            return Caller.refused(Admission.Refused.key("key_revoked", "This API key has been revoked."));
        }
        Instant expires = key.expires();
        return expires != null && clock.millis() >= expires.toEpochMilli()
                ? Caller.refused(Admission.Refused.key("key_expired", "This API key has expired."))
                : new Caller(account, null);
    }

    /**
     * Id of the key with this secret, for those who want to see their own usage; {@code null} when it does not work.
     */
    public @Nullable String keyId(String credential) {
        KeyAccount account = ring.find(Digest.of(credential));
        return account == null || account.key().revoked() != null
                ? null
                : account.key().id();
    }

    /**
     * Takes a difference from a key's budget, or gives it back: a call has cost more or less than was settled. Nothing
     * happens where the period in which it was made is over, or the key is gone.
     *
     * @param made when the call was made
     * @param nanos 10⁻⁹ US dollars
     */
    public void correct(String keyId, Instant made, long nanos) {
        ring.accounts().stream()
                .filter(account -> account.key().id().equals(keyId))
                .forEach(account -> account.correct(made, nanos));
    }

    private final class Anonymous implements Admission.Granted {

        private final AtomicBoolean settled = new AtomicBoolean();

        @Override
        public String keyId() {
            return ANONYMOUS;
        }

        @Override
        public String owner() {
            return ANONYMOUS;
        }

        @Override
        public boolean isAnonymous() {
            return true;
        }

        @Override
        public boolean hasBudget() {
            return false;
        }

        @Override
        public String[] headers() {
            return NO_HEADERS;
        }

        @Override
        public void settle(Settlement settlement) {
            if (settled.compareAndSet(false, true)) {
                ledger.record(ANONYMOUS, ANONYMOUS, settlement);
            }
        }
    }
}
