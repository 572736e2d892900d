package io.quantumlayer.llmrouter.key;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stand-in. */
@Component
public class Gatekeeper {
    public Admission admit(@Nullable String credential, CallEstimate call) {
        return new Admission.Granted() {
            @Override
            public String keyId() {
                return "";
            }

            @Override
            public String owner() {
                return "";
            }

            @Override
            public String[] headers() {
                return new String[0];
            }

            @Override
            public void settle(Settlement settlement) {}
        };
    }

    public boolean isRequired() {
        return false;
    }
}
