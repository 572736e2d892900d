package io.quantumlayer.platform.host;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.net.InetAddress;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTests {

    private static final InetAddress LOCAL = InetAddress.ofLiteral("10.1.2.3");

    private final AllowedHosts loopback = AllowedHosts.of(List.of());
    private final AllowedHosts listed =
            AllowedHosts.of(List.of(" Ql.example.org", "192.0.2.7", "2001:db8::7", "*.svc.cluster.local"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "localhost:30880",
                "LocalHost:1",
                "localhost.:80",
                "127.0.0.1",
                "127.8.9.10:8080",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]:80"
            })
    void namesOfTheLoopbackInterfaceAreAlwaysAllowed(String host) {
        assertThatCode(() -> loopback.check(List.of(host), null)).doesNotThrowAnyException();
        assertThatCode(() -> listed.check(List.of(host), LOCAL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:31002",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io:80",
                "evil-localhost",
                "localhost..",
                "0.0.0.0:8080",
                "0",
                "2130706433",
                "10.1.2.4",
                "192.0.2.8",
                "128.0.0.1",
                "[::]:80",
                "[2001:db8::8]",
                "svc.cluster.local.evil.example",
                "svc.cluster.local",
                "xn--lcalhost-54a"
            })
    void everyOtherHostIsMisdirected(String host) {
        for (AllowedHosts hosts : List.of(loopback, listed)) {
            assertThatThrownBy(() -> hosts.check(List.of(host), LOCAL))
                    .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                    .returns(ProblemType.MISDIRECTED_REQUEST, ProblemException::type)
                    .extracting(ProblemException::detail, InstanceOfAssertFactories.STRING)
                    .contains("QL_ALLOWED_HOSTS");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ql.example.org",
                "QL.EXAMPLE.ORG.:443",
                "192.0.2.7:30880",
                "[2001:db8::7]:30880",
                "quantumdrop.quantumlayer.svc.cluster.local:8090"
            })
    void hostsOfTheListAreAllowed(String host) {
        assertThatCode(() -> listed.check(List.of(host), null)).doesNotThrowAnyException();
    }

    @Test
    void theAddressOfTheConnectionIsAllowedAsPodsAreProbedByIt() {
        assertThatCode(() -> loopback.check(List.of("10.1.2.3:9090"), LOCAL)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "user@localhost",
                "localhost:port",
                "http://localhost",
                "localhost/x",
                "[::1",
                "a,b"
            })
    void whatIsNoHostIsInvalid(String host) {
        assertThatThrownBy(() -> loopback.check(List.of(host), null))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .returns(ProblemType.INVALID_REQUEST, ProblemException::type);
    }

    @Test
    void aRequestHasExactlyOneHost() {
        for (List<String> hosts : List.of(List.<String>of(), List.of("localhost", "localhost"))) {
            for (AllowedHosts allowed : List.of(loopback, AllowedHosts.any())) {
                assertThatThrownBy(() -> allowed.check(hosts, null))
                        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                        .returns(ProblemType.INVALID_REQUEST, ProblemException::type);
            }
        }
    }

    @Test
    void withoutARestrictionEveryHostIsAllowed() {
        assertThatCode(() -> AllowedHosts.any().check(List.of("evil.example"), null))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://ql.example.org", "ql.example.org:443", "*", "a.*.b", "a b", "[::1]:80"})
    void anEntryThatIsNoHostKeepsTheServiceFromStarting(String entry) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedHosts.of(List.of(entry)))
                .withMessageContaining("QL_ALLOWED_HOSTS");
    }
}
