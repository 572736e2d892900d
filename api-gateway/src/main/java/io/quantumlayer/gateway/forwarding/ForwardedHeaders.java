package io.quantumlayer.gateway.forwarding;

import java.util.ArrayList;
import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/**
 * Tells the service behind a route which client sent what to which address.
 *
 * <p>The catalogue's own filter needs a trusted peer to write anything, and leaves untrusted clients out of the list.
 */
final class ForwardedHeaders implements HttpHeadersFilter, Ordered {

    private static final int AFTER_REMOVAL = 1;

    private final TrustedProxies proxies;

    ForwardedHeaders(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    @Override
    public int getOrder() {
        return AFTER_REMOVAL;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(input);
        List<String> chain = new ArrayList<>(proxies.chain(request));
        chain.add(TrustedProxies.peer(request).getHostAddress());
        headers.set(TrustedProxies.FOR, String.join(", ", chain));
        headers.set(TrustedProxies.PROTO, proxies.scheme(request));
        proxies.host(request).ifPresent(host -> headers.set(TrustedProxies.HOST, host));
        return headers;
    }
}
