package io.quantumlayer.llmrouter.provider;

import io.quantumlayer.llmrouter.provider.ConfiguredProvider.ConfiguredAccount;
import io.quantumlayer.llmrouter.provider.RouterProperties.AccountSettings;
import io.quantumlayer.llmrouter.provider.kind.KeylessAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Completes the accounts of one provider: each with its address and its key.
 *
 * @param keyVariables that may hold the key, or with {@code _FILE} name its file
 * @param addressVariables for the message where there is no address
 * @param alone whether there is one account, which all that is said of the provider's key is about
 * @param mountedKey file of the credentials directory
 * @param address that the provider was given
 * @param standard address that the vendor has for everybody
 * @param keyRequired whether a key is needed wherever the provider is
 */
record AccountReading(
        EnvironmentVariables environment,
        List<String> keyVariables,
        List<String> addressVariables,
        boolean alone,
        @Nullable Path mountedKey,
        @Nullable URI address,
        @Nullable URI standard,
        boolean keyRequired,
        @Nullable KeylessAccess keyless) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** @throws IncompleteException with what keeps the provider from being asked */
    ConfiguredAccount read(AccountSettings account) throws IncompleteException {
        Secret key = key(account);
        if (key == null && keyless != null && !keyless.refresh()) {
            throw new IncompleteException(keyless.lack());
        }
        if (key != null && key.isBlank()) {
            throw new IncompleteException("the key is empty");
        }
        URI given = account.baseUrl() == null ? address : account.baseUrl();
        // A server of one's own may do without a key; a vendor's own address does not.
        if (key == null && keyless == null && (keyRequired || given == null && standard != null)) {
            throw new IncompleteException(
                    keyVariables.isEmpty() ? "its api-key is not set" : keyVariables.getFirst() + " is not set");
        }
        URI url = given == null ? standard : given;
        if (url == null) {
            throw new IncompleteException(addressVariables.getFirst() + " is not set");
        }
        if (!SCHEMES.contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
            throw new IncompleteException("the base URL " + url + " is not an http or https URL");
        }
        return new ConfiguredAccount(account.name(), account.weight(), url, key);
    }

    private @Nullable Secret key(AccountSettings account) throws IncompleteException {
        Secret key = account.apiKey();
        Path file = account.apiKeyFile();
        if (key == null && file == null && alone) {
            for (String variable : keyVariables) {
                String value = environment.value(variable);
                key = key == null && value != null ? Secret.of(value) : key;
                file = file == null ? environment.path(variable + "_FILE") : file;
            }
            file = file == null ? mountedKey : file;
        }
        if (key != null || file == null) {
            return key;
        }
        try {
            return Secret.of(Files.readString(file));
        } catch (IOException unreadable) {
            throw new IncompleteException("the key file " + file + " cannot be read");
        }
    }

    /** What keeps a provider from being asked. */
    static final class IncompleteException extends Exception {

        private static final long serialVersionUID = 1L;

        IncompleteException(String reason) {
            super(reason);
        }
    }
}
