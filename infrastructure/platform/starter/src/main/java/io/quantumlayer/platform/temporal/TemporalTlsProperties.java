package io.quantumlayer.platform.temporal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * PEM files for TLS to Temporal, all read again when they change.
 *
 * @param authorities who has issued the server's certificate
 * @param certificate shown to a server that asks for one; none without it
 * @param privateKey its key, PKCS#8
 */
@ConfigurationProperties("quantumlayer.temporal.tls")
record TemporalTlsProperties(
        String authorities,
        @DefaultValue("") String certificate,
        @DefaultValue("") String privateKey) {

    TemporalTlsProperties {
        if (certificate.isBlank() != privateKey.isBlank()) {
            throw new IllegalArgumentException(
                    "TEMPORAL_TLS_CERTIFICATE and TEMPORAL_TLS_PRIVATE_KEY go together: set both or neither.");
        }
    }
}
