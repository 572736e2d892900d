package io.quantumlayer.gateway.caller;

import io.quantumlayer.gateway.caller.AuthProperties.Mode;
import io.quantumlayer.platform.host.AllowedHosts;
import io.quantumlayer.platform.host.HostProperties;
import io.quantumlayer.platform.identity.IdentityIssuer;
import io.quantumlayer.platform.identity.IdentityProperties;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The mode of the edge. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CallerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(CallerConfiguration.class);

    /** A bean of its own, so that the file is read again on schedule; none in mode {@code open}. */
    @Bean
    @Nullable
    ApiKeys apiKeys(AuthProperties properties) {
        return properties.mode() == Mode.API_KEY ? new ApiKeys(Path.of(properties.keysFile())) : null;
    }

    /** A web page that had its name point here has no key, but in mode {@code open} it needs none. */
    @Bean
    AllowedHosts allowedHosts(AuthProperties auth, HostProperties hosts) {
        return auth.mode() == Mode.OPEN || !hosts.allowed().isEmpty()
                ? AllowedHosts.of(hosts.allowed())
                : AllowedHosts.any();
    }

    @Bean
    CallerFilter callerFilter(ObjectProvider<ApiKeys> keys) {
        return new CallerFilter(keys.getIfAvailable());
    }

    @Bean
    IdentityIssuer identityIssuer(IdentityProperties keys) {
        return IdentityIssuer.of(keys, Clock.systemUTC());
    }

    @Bean
    IdentitySigner identitySigner(IdentityIssuer tokens, Audiences audiences) {
        return new IdentitySigner(tokens, audiences);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> openModeWarning(AuthProperties auth, ServerProperties server) {
        return ready -> {
            InetAddress address = server.getAddress();
            if (auth.mode() == Mode.OPEN && (address == null || !address.isLoopbackAddress())) {
                LOG.warn(
                        "Everybody who reaches port {} may call: the mode is open and the address is not the loopback."
                                + " Set QL_AUTH_MODE=api-key, or SERVER_ADDRESS=127.0.0.1.",
                        ready.getApplicationContext().getEnvironment().getProperty("local.server.port"));
            }
        };
    }
}
