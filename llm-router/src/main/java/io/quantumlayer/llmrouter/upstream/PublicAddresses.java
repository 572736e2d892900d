package io.quantumlayer.llmrouter.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * The addresses that a caller may have the router connect to: those that anybody can reach, so that nobody sees by it what
 * lies behind the router, such as the metadata of a cloud. See the registries of special-purpose addresses, RFC 6890.
 *
 * @param local whether this machine is one of them, as for a router that this machine alone reaches
 */
public record PublicAddresses(boolean local) implements Predicate<InetAddress> {

    @Override
    public boolean test(InetAddress address) {
        if (address.isLoopbackAddress()) {
            return local;
        }
        return !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && !(address instanceof Inet6Address
                        ? isSpecial6(address.getAddress())
                        : isSpecial4(address.getAddress()));
    }

    private static boolean isSpecial4(byte[] bytes) {
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return first == 0
                || first >= 240
                || first == 100 && second >= 64 && second < 128
                || first == 192 && second == 0
                || first == 198 && (second == 18 || second == 19);
    }

    /** Only 2000::/3 is handed out, and of it 2001::/23 and 2002::/16 lead elsewhere. */
    private static boolean isSpecial6(byte[] bytes) {
        int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
        int second = bytes[2] & 0xff;
        return first >> 13 != 1 || first == 0x2002 || first == 0x2001 && second < 2;
    }
}
