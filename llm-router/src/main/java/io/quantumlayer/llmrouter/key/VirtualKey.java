package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key that the router gives to callers, as it is configured.
 *
 * @param id name under which it is counted
 * @param hash SHA-256 of the key in hexadecimal digits; the key itself is nowhere
 * @param owner whose it is
 * @param models names that may be asked, {@code *} for any characters; empty for all
 * @param rpm requests per minute
 * @param tpm tokens per minute
 * @param concurrency calls at the same time
 * @param expires when it ends, in ISO 8601
 */
record VirtualKey(
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty(value = "hash", required = true) String hash,
        @JsonProperty(value = "owner", required = true) String owner,
        @JsonProperty("models") List<String> models,
        @JsonProperty("rpm") @Nullable Long rpm,
        @JsonProperty("tpm") @Nullable Long tpm,
        @JsonProperty("concurrency") @Nullable Integer concurrency,
        @JsonProperty("budget") @Nullable BudgetLimit budget,
        @JsonProperty("expires") @Nullable String expires,
        @JsonProperty("revoked") @Nullable Boolean revoked) {

    /**
     * Money for a period.
     *
     * @param usd US dollars
     */
    record BudgetLimit(
            @JsonProperty(value = "usd", required = true) BigDecimal usd,
            @JsonProperty(value = "period", required = true) BudgetPeriod period) {}

    boolean isRevoked() {
        return revoked != null && revoked;
    }

    boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(Instant.parse(expires));
    }

    @Override
    public String toString() {
        return id;
    }
}
