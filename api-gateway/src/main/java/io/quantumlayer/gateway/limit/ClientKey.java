package io.quantumlayer.gateway.limit;

import io.quantumlayer.gateway.caller.Caller;
import io.quantumlayer.gateway.forwarding.TrustedProxies;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Whose requests are counted together: those of an API key, else of an address; of IPv6 the /64 that one client has. */
final class ClientKey implements KeyResolver {

    private static final int PREFIX_BYTES = 8;

    private final TrustedProxies proxies;

    ClientKey(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public Mono<String> resolve(ServerWebExchange exchange) {
        return Mono.just(Caller.of(exchange)
                .map(caller -> "key:" + caller.name())
                .orElseGet(() -> "address:" + network(proxies.client(exchange.getRequest()))));
    }

    private static String network(InetAddress address) {
        return address instanceof Inet6Address
                ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), PREFIX_BYTES))
                : address.getHostAddress();
    }
}
