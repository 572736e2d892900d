package io.quantumlayer.platform.host;

import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Refuses what web pages of other origins send: to a service behind the gateway none of them has anything to say. */
public final class ForeignOrigins {

    private ForeignOrigins() {}

    /**
     * Checks the origin of a request.
     *
     * @param origin value of the header {@code Origin}, or {@code null} where there is none
     * @param host value of the header {@code Host}
     * @throws ProblemException 403 for a page that is not of the service's own origin
     */
    public static void check(@Nullable String origin, String host) {
        if (origin == null) {
            return;
        }
        String own = host.toLowerCase(Locale.ROOT);
        if (!Set.of("http://" + own, "https://" + own).contains(origin.toLowerCase(Locale.ROOT))) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "Web pages of other origins may not call this service; call the gateway.");
        }
    }
}
