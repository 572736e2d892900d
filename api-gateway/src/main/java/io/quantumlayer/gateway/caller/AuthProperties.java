package io.quantumlayer.gateway.caller;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call.
 *
 * @param mode {@code open}: everybody; {@code api-key}: who shows a key of the file
 * @param keysFile path of the API keys, one {@code name:sha256hex} a line; needed in mode {@code api-key}
 */
@ConfigurationProperties("quantumlayer.gateway.auth")
record AuthProperties(
        @DefaultValue("open") Mode mode, @DefaultValue("") String keysFile) {

    /** How callers prove who they are. */
    enum Mode {
        OPEN,
        API_KEY,
        OIDC
    }

    AuthProperties {
        if (mode == Mode.OIDC) {
            throw new IllegalArgumentException(
                    "The mode oidc does not exist yet. Set quantumlayer.gateway.auth.mode (QL_AUTH_MODE) to open or api-key.");
        }
        if (mode == Mode.API_KEY && keysFile.isBlank()) {
            throw new IllegalArgumentException(
                    "The mode api-key needs a file of keys. Set quantumlayer.gateway.auth.keys-file (QL_API_KEYS_FILE).");
        }
    }
}
