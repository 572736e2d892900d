package io.quantumlayer.llmrouter.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider can be asked.
 *
 * @param state on or off
 * @param reason why it is off, and what would switch it on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProviderStatus(
        @JsonProperty("name") String name,
        @JsonProperty("state") State state,
        @JsonProperty("reason") @Nullable String reason,
        @JsonProperty("models") List<String> models) {

    /** The two states. */
    public enum State {
        /** Can be asked. */
        @JsonProperty("on")
        ON,
        /** Lacks something. */
        @JsonProperty("off")
        OFF
    }

    static ProviderStatus off(String name, String reason) {
        return new ProviderStatus(name, State.OFF, reason, List.of());
    }

    static ProviderStatus on(Provider provider) {
        return new ProviderStatus(provider.name(), State.ON, null, provider.models());
    }
}
