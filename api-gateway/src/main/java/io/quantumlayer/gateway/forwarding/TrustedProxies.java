package io.quantumlayer.gateway.forwarding;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Where a request really comes from, as far as trusted proxies say. */
public final class TrustedProxies {

    static final String FOR = "X-Forwarded-For";
    static final String PROTO = "X-Forwarded-Proto";
    static final String HOST = "X-Forwarded-Host";

    private final List<IpSubnetFilterRule> subnets;

    /**
     * The proxies at some addresses.
     *
     * @param subnets addresses or subnets in CIDR notation
     * @throws IllegalArgumentException if one is neither
     */
    TrustedProxies(List<String> subnets) {
        this.subnets = subnets.stream().map(TrustedProxies::subnet).toList();
    }

    private static IpSubnetFilterRule subnet(String text) {
        String[] parts = text.strip().split("/", 2);
        byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
        try {
            if (address == null) {
                throw new IllegalArgumentException("not a numeric address");
            }
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : address.length * Byte.SIZE;
            return new IpSubnetFilterRule(parts[0], bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'%s' in quantumlayer.gateway.trusted-proxies is no address and no subnet such as 10.0.0.0/8"
                            .formatted(text),
                    e);
        }
    }

    /**
     * Address of the client: the peer, or what trusted proxies say of it. {@code X-Forwarded-For} is read from its end,
     * where our proxies write; what stands left of the first address that is no proxy may be the client's invention.
     */
    public InetAddress client(ServerHttpRequest request) {
        InetAddress client = peer(request);
        List<String> hops = request.getHeaders().getValuesAsList(FOR);
        for (int index = hops.size() - 1; index >= 0 && trusts(client); index--) {
            InetAddress hop = address(hops.get(index));
            if (hop == null) {
                return client;
            }
            client = hop;
        }
        return client;
    }

    /** Whether the client came over TLS, to the gateway or to the trusted proxy before it. */
    public boolean secure(ServerHttpRequest request) {
        return "https".equalsIgnoreCase(scheme(request));
    }

    /** Origin of the gateway as a browser knows it, such as {@code https://quantumlayer.example.org}. */
    public Optional<String> origin(ServerHttpRequest request) {
        return host(request).map(host -> scheme(request) + "://" + host);
    }

    String scheme(ServerHttpRequest request) {
        return said(request, PROTO).orElseGet(() -> request.getSslInfo() == null ? "http" : "https");
    }

    Optional<String> host(ServerHttpRequest request) {
        return said(request, HOST)
                .or(() -> Optional.ofNullable(request.getHeaders().getFirst(HttpHeaders.HOST)));
    }

    List<String> chain(ServerHttpRequest request) {
        return trusts(peer(request)) ? request.getHeaders().getValuesAsList(FOR) : List.of();
    }

    static InetAddress peer(ServerHttpRequest request) {
        InetSocketAddress remote = Objects.requireNonNull(request.getRemoteAddress(), "a connected client");
        return remote.getAddress();
    }

    /** What the trusted proxy nearest to the gateway says: the last value. */
    private Optional<String> said(ServerHttpRequest request, String header) {
        List<String> values = request.getHeaders().getValuesAsList(header);
        return values.isEmpty() || !trusts(peer(request)) ? Optional.empty() : Optional.of(values.getLast());
    }

    private boolean trusts(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return subnets.stream().anyMatch(subnet -> subnet.matches(socket));
    }

    private static @Nullable InetAddress address(String text) {
        String host = text.strip();
        if (host.startsWith("[")) {
            host = host.substring(1, Math.max(1, host.indexOf(']')));
        } else if (host.indexOf(':') >= 0 && host.indexOf(':') == host.lastIndexOf(':')) {
            host = host.substring(0, host.indexOf(':'));
        }
        return NetUtil.createInetAddressFromIpAddressString(host);
    }
}
