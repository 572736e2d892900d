package io.quantumlayer.llmrouter.key;

import io.quantumlayer.llmrouter.usage.UsageLedger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a call may be made and counts what it used. Everything is in memory: it is asked on event loops, where
 * nothing may wait.
 */
public final class Gatekeeper {

    private static final String ANONYMOUS = "anonymous";
    private static final String[] NO_HEADERS = {};

    private final UsageLedger ledger;
    private final Clock clock;
    private volatile Map<String, KeyState> keys = Map.of();
    private volatile boolean required;

    Gatekeeper(UsageLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** From now on these keys count; what was used of a key that stays is kept. */
    void replace(List<VirtualKey> configured) {
        Map<String, KeyState> byId = new HashMap<>();
        keys.values().forEach(state -> byId.put(state.key().id(), state));
        Map<String, KeyState> next = new HashMap<>();
        configured.forEach(key -> next.put(key.hash(), new KeyState(key, byId.get(key.id()), clock.instant())));
        keys = Map.copyOf(next);
        // A file without keys shuts the door: it does not open it.
        required = true;
    }

    /** Whether callers need a key. */
    public boolean isRequired() {
        return required;
    }

    /** Admits a call, or says why not. */
    public Admission admit(@Nullable String credential, CallEstimate call) {
        if (!required) {
            return new Anonymous(ledger);
        }
        if (credential == null || credential.isEmpty()) {
            return unauthorized("A key is missing; send it as Authorization: Bearer or as x-api-key.");
        }
        KeyState state = keys.get(hash(credential));
        return state == null
                ? unauthorized("The key is not known here.")
                : state.admit(call, clock.instant(), this::book);
    }

    private void book(KeyState state, Settlement settlement) {
        book(ledger, state.key().id(), settlement);
    }

    private static void book(UsageLedger ledger, String keyId, Settlement settlement) {
        ledger.book(
                keyId,
                settlement.provider(),
                settlement.model(),
                settlement.inputTokens(),
                settlement.outputTokens(),
                settlement.cachedInputTokens(),
                settlement.costNanos(),
                settlement.estimated(),
                settlement.priced());
    }

    private static Admission.Refused unauthorized(String message) {
        return new Admission.Refused(401, "invalid_request_error", "invalid_api_key", message, NO_HEADERS);
    }

    static String hash(String credential) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(credential.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Anonymous(UsageLedger ledger) implements Admission.Granted {

        @Override
        public String keyId() {
            return ANONYMOUS;
        }

        @Override
        public String[] headers() {
            return NO_HEADERS;
        }

        @Override
        public void settle(Settlement settlement) {
            book(ledger, ANONYMOUS, settlement);
        }
    }
}
