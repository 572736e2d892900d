package io.quantumlayer.llmrouter.key;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of virtual keys.
 *
 * @param file YAML file with keys; read anew within a second of a change
 * @param adminTokenSha256 SHA-256, in hexadecimal digits, of the token of the admin API; without it and the next one that
 *     API is off
 * @param adminTokenFile file that holds the token of the admin API
 * @param sync how often replicas that share a database settle their leases of budgets and limits
 * @param database PostgreSQL database that replicas share; without its URL none is used
 */
@ConfigurationProperties("quantumlayer.router.keys")
public record KeyProperties(
        @Nullable Path file,
        @Nullable String adminTokenSha256,
        @Nullable Path adminTokenFile,
        @DefaultValue("500ms") Duration sync,
        @DefaultValue Database database) {

    /** Whether there is a place that keys may be in. */
    public boolean areConfigured() {
        return file != null || database.isConfigured();
    }

    /**
     * Where the database is.
     *
     * @param url JDBC URL
     * @param username user that owns the schema {@code llm_router}, or may create it
     * @param password password of the user
     */
    public record Database(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        boolean isConfigured() {
            return url != null && !url.isBlank();
        }

        @Override
        public String toString() {
            return "Database[url=" + url + "]";
        }
    }
}
