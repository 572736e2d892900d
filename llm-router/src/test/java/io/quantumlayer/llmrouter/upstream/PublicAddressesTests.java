package io.quantumlayer.llmrouter.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "93.184.216.34", "100.63.0.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1"})
    void mayBeConnectedTo(String address) {
        assertThat(new PublicAddresses(false).test(InetAddress.ofLiteral(address)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::ffff:10.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "2001::1",
                "2002:7f00:1::",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "ff02::1"
            })
    void mayNotBeConnectedToFromOutside(String address) {
        assertThat(new PublicAddresses(false).test(InetAddress.ofLiteral(address)))
                .isFalse();
        assertThat(new PublicAddresses(true).test(InetAddress.ofLiteral(address)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"})
    void mayBeConnectedToWhereThisMachineAloneReachesTheRouter(String address) {
        assertThat(new PublicAddresses(true).test(InetAddress.ofLiteral(address)))
                .isTrue();
        assertThat(new PublicAddresses(false).test(InetAddress.ofLiteral(address)))
                .isFalse();
    }
}
