package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may be made and counts what it used. Called on event loops: it touches memory only.
 *
 * <p>Where no key is configured every call is made by the anonymous owner, without limits.
 */
public final class Gatekeeper {

    private static final String ANONYMOUS = "anonymous";
    private static final String[] NO_HEADERS = {};

    private final KeyRing ring;
    private final CallLedger ledger;
    private final InstantSource clock;

    Gatekeeper(KeyRing ring, CallLedger ledger, InstantSource clock) {
        this.ring = ring;
        this.clock = clock;
        this.ledger = ledger;
    }

    /** Whether callers need a key, i.e. at least one is configured, or the database that may hold some is not read yet. */
    public boolean isRequired() {
        return !ring.isEmpty() || !ring.isComplete();
    }

    /**
     * Admits a call or says why not.
     *
     * @param credential secret of the caller's key; {@code null} when the request has none
     */
    public Admission admit(@Nullable String credential, CallEstimate call) {
        if (ring.isEmpty() && ring.isComplete()) {
            return new Anonymous();
        }
        if (credential == null || credential.isEmpty()) {
            return Admission.Refused.key(
                    "invalid_api_key", "No API key: send one as 'Authorization: Bearer' or 'x-api-key'.");
        }
        KeyAccount account = ring.find(Digest.of(credential));
        if (account == null) {
            return ring.isComplete()
                    ? Admission.Refused.key("invalid_api_key", "This API key is not known.")
                    : Admission.Refused.unavailable("The keys have not been read from the database yet.");
        }
        VirtualKey key = account.key();
        if (key.revoked() != null) {
            return Admission.Refused.key("key_revoked", "This API key has been revoked.");
        }
        Instant expires = key.expires();
        if (expires != null && clock.millis() >= expires.toEpochMilli()) {
            return Admission.Refused.key("key_expired", "This API key has expired.");
        }
        return key.allows(call.model()) ? account.admit(call) : Admission.Refused.model(call.model());
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
