package io.quantumlayer.gateway.caller;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * For whom the token of a call is: the service that is called, and those that it calls on the caller's behalf, which take
 * the same token.
 *
 * @param onBehalf services that a service passes the token on to, by its name
 */
@ConfigurationProperties("quantumlayer.gateway.audiences")
public record Audiences(@DefaultValue Map<String, List<String>> onBehalf) {

    /** The service itself first. */
    public Collection<String> of(String service) {
        return Stream.concat(Stream.of(service), onBehalf.getOrDefault(service, List.of()).stream())
                .toList();
    }
}
