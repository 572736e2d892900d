package io.quantumlayer.gateway.forwarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class TrustedProxiesTests {

    private final TrustedProxies proxies = new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.7", "fd00::/8"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.1 | 198.51.100.1                        | 203.0.113.1",
                "10.1.2.3    | 198.51.100.1                        | 198.51.100.1",
                "10.1.2.3    | 1.1.1.1, 198.51.100.1               | 198.51.100.1",
                "10.1.2.3    | 1.1.1.1, 198.51.100.1, 10.9.9.9     | 198.51.100.1",
                "10.1.2.3    | 10.5.5.5, 192.0.2.7                 | 10.5.5.5",
                "10.1.2.3    | 198.51.100.1, unknown               | 10.1.2.3",
                "10.1.2.3    | 198.51.100.1:4711                   | 198.51.100.1",
                "10.1.2.3    | [2001:db8::1]:4711                  | 2001:db8:0:0:0:0:0:1",
                "fd00::1     | 2001:db8::2                         | 2001:db8:0:0:0:0:0:2",
                "192.0.2.8   | 198.51.100.1                        | 192.0.2.8"
            })
    void findsTheClientFromTheEndOfTheChain(String peer, String chain, String client) {
        assertThat(proxies.client(request(peer, chain)).getHostAddress()).isEqualTo(client);
    }

    @Test
    void believesNobodyWithoutProxies() {
        TrustedProxies none = new TrustedProxies(List.of());
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress("127.0.0.1", 1))
                .header("Host", "ql:1")
                .header("X-Forwarded-For", "198.51.100.1")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example.org")
                .build();

        assertThat(none.client(request).getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(none.secure(request)).isFalse();
        assertThat(none.origin(request)).hasValue("http://ql:1");
    }

    @Test
    void takesSchemeAndHostFromATrustedProxy() {
        MockServerHttpRequest request = MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress("10.0.0.1", 1))
                .header("X-Forwarded-Proto", "http, https")
                .header("X-Forwarded-Host", "ql.example.org")
                .build();

        assertThat(proxies.origin(request)).hasValue("https://ql.example.org");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "10.0.0.0/33", "10.0.0.0/x", "/8"})
    void refusesWhatIsNoSubnetAndNamesTheSetting(String subnet) {
        assertThatThrownBy(() -> new TrustedProxies(List.of(subnet)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + subnet + "'")
                .hasMessageContaining("trusted-proxies");
    }

    private static MockServerHttpRequest request(String peer, String chain) {
        return MockServerHttpRequest.get("/")
                .remoteAddress(new InetSocketAddress(peer, 1))
                .header("X-Forwarded-For", chain)
                .build();
    }
}
