package io.quantumlayer.platform.host;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests for hosts that this service is not. A web page whose name its owner has pointed at this machine (DNS
 * rebinding) is of the same origin as the service for a browser, and is told apart by the {@code Host} alone.
 *
 * <p>Names of the loopback interface are always allowed, and the address that the connection was made to: what has no
 * name cannot be rebound. Kubernetes probes pods by it.
 */
public final class AllowedHosts {

    private static final String ANY_BELOW = "*.";

    private final boolean any;
    private final Set<RequestHost> hosts;
    private final List<String> suffixes;

    private AllowedHosts(boolean any, Set<RequestHost> hosts, List<String> suffixes) {
        this.any = any;
        this.hosts = hosts;
        this.suffixes = suffixes;
    }

    /**
     * The hosts of a list.
     *
     * @throws IllegalArgumentException if an entry is no host: it has a scheme, a port or a path
     */
    public static AllowedHosts of(List<String> allowed) {
        List<String> suffixes = new ArrayList<>();
        List<RequestHost> hosts = new ArrayList<>();
        for (String entry : allowed.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList()) {
            boolean below = entry.startsWith(ANY_BELOW);
            RequestHost host = listed(below ? entry.substring(ANY_BELOW.length()) : entry)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "'%s' is no host. Write names or addresses without scheme and port into quantumlayer.hosts.allowed (%s)."
                                    .formatted(entry, HostProperties.VARIABLE)));
            if (below) {
                suffixes.add("." + host.name());
            } else {
                hosts.add(host);
            }
        }
        return new AllowedHosts(false, Set.copyOf(hosts), List.copyOf(suffixes));
    }

    /** A host without a port; IPv6 with brackets or without. */
    private static Optional<RequestHost> listed(String name) {
        boolean port = name.startsWith("[")
                ? !name.endsWith("]")
                : name.indexOf(':') == name.lastIndexOf(':') && name.contains(":");
        boolean bare = !name.startsWith("[") && name.contains(":");
        return port || name.contains("*") ? Optional.empty() : RequestHost.of(bare ? "[" + name + "]" : name);
    }

    /** Every host: for a service that asks each caller for a credential which no web page has. */
    public static AllowedHosts any() {
        return new AllowedHosts(true, Set.of(), List.of());
    }

    /**
     * Checks the host that a request is for.
     *
     * @param hosts all values of the header {@code Host}, into which servers put HTTP/2's {@code :authority}
     * @param local address that the connection was made to, or {@code null} where it is not known
     * @throws ProblemException 400 for a request without exactly one host, 421 for a host that this service is not
     */
    public void check(List<String> hosts, @Nullable InetAddress local) {
        if (hosts.size() != 1) {
            throw invalid(
                    "has %s; a request has exactly one".formatted(hosts.isEmpty() ? "no Host" : "more than one Host"));
        }
        RequestHost host =
                RequestHost.of(hosts.getFirst().strip()).orElseThrow(() -> invalid("has a Host that is none"));
        if (!any && !host.isLoopback() && !isListed(host) && !isConnected(host, local)) {
            throw new ProblemException(
                    ProblemType.MISDIRECTED_REQUEST,
                    "This service is not '%s': call it as localhost or 127.0.0.1, or add the host to quantumlayer.hosts.allowed (%s)."
                            .formatted(shown(host), HostProperties.VARIABLE));
        }
    }

    private boolean isListed(RequestHost host) {
        return hosts.contains(host) || suffixes.stream().anyMatch(host.name()::endsWith);
    }

    private static boolean isConnected(RequestHost host, @Nullable InetAddress local) {
        Optional<InetAddress> address = host.address();
        return local != null && address.isPresent() && address.get().equals(local);
    }

    /** Printable and not long: it goes into an answer and a log. */
    private static String shown(RequestHost host) {
        return host.name()
                .codePoints()
                .limit(100)
                .mapToObj(point -> point > ' ' && point < 127 ? Character.toString(point) : "?")
                .collect(Collectors.joining());
    }

    private static ProblemException invalid(String what) {
        return new ProblemException(ProblemType.INVALID_REQUEST, "The request " + what + ".");
    }
}
