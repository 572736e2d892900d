package io.quantumlayer.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs PostgreSQL, which refuses to be root, for a user who is.
 *
 * <p>Preferably in a user namespace that maps no id: the process sees itself as nobody and its files stay root's. Where
 * namespaces are forbidden, as in many containers, as uid 65534, which then owns the data; it keeps the one capability
 * that lets it pass directories closed to others.
 */
final class UnprivilegedCommand {

    private static final int NOBODY = 65_534;

    enum Way {
        AS_IS(-1, List.of()),
        USER_NAMESPACE(0, List.of("unshare", "-U")),
        OTHER_USER(
                NOBODY,
                List.of(
                        "setpriv",
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        // Without it access(2), which initdb asks, forgets the capability.
                        "--securebits=+no_setuid_fixup",
                        "--inh-caps=-all,+dac_override",
                        "--ambient-caps=-all,+dac_override"));

        private final int owner;
        private final List<String> prefix;

        Way(int owner, List<String> prefix) {
            this.owner = owner;
            this.prefix = prefix;
        }
    }

    private UnprivilegedCommand() {}

    static Way choose() {
        if (!isRoot()) {
            return Way.AS_IS;
        }
        for (Way way : List.of(Way.USER_NAMESPACE, Way.OTHER_USER)) {
            if (succeeds(wrap(way, List.of("true")))) {
                return way;
            }
        }
        throw new ServerStartException(
                "PostgreSQL refuses to run as root, and neither 'unshare -U' nor 'setpriv --reuid' works here."
                        + " Run as another user.");
    }

    static List<String> wrap(Way way, List<String> command) {
        List<String> wrapped = new ArrayList<>(way.prefix);
        wrapped.addAll(command);
        return wrapped;
    }

    /** Gives the data directory to the user that the server will be, if another way was used before. */
    static void own(Way way, Path data) throws IOException {
        if (way != Way.AS_IS
                && Files.exists(data)
                && !Files.getAttribute(data, "unix:uid").equals(way.owner)
                && !succeeds(List.of("chown", "-R", way.owner + ":" + way.owner, data.toString()))) {
            throw new IOException("Cannot give " + data + " to uid " + way.owner + ".");
        }
    }

    private static boolean isRoot() {
        try {
            Path probe = Files.createTempFile("uid", null);
            try {
                return Files.getAttribute(probe, "unix:uid").equals(0);
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
