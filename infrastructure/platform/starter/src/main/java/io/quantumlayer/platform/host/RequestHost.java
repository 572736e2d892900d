package io.quantumlayer.platform.host;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a {@code Host} header or an authority (RFC 9110, section 7.2), without its port.
 *
 * @param name in lower case, without the dot at its end and without the brackets of IPv6
 */
record RequestHost(String name) {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\s:/?#@\\[\\]\\\\,]+))(?::\\d{0,5})?");
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
    private static final String LOCALHOST = "localhost";

    /** Empty for a value that is no host. */
    static Optional<RequestHost> of(String value) {
        Matcher matcher = AUTHORITY.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        String lower = name.toLowerCase(Locale.ROOT);
        return Optional.of(new RequestHost(lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower));
    }

    boolean isLoopback() {
        return name.equals(LOCALHOST)
                || address().filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /** The address that the host is written as; nothing is looked up. */
    Optional<InetAddress> address() {
        if (!name.contains(":") && !IPV4.matcher(name).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
