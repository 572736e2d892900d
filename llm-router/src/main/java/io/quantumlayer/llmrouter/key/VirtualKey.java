package io.quantumlayer.llmrouter.key;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a key allows.
 *
 * @param models globs of the models that it may use, in which {@code *} is any text; empty for all
 * @param rpm requests a minute
 * @param tpm tokens a minute, read and written
 * @param concurrency calls at the same time, on each replica
 * @param expires when it stops working
 * @param revoked when it was taken back
 */
record VirtualKey(
        String id,
        Digest digest,
        String owner,
        @Nullable String name,
        List<String> models,
        @Nullable Long rpm,
        @Nullable Long tpm,
        @Nullable Integer concurrency,
        @Nullable Budget budget,
        @Nullable Instant expires,
        @Nullable Instant revoked) {

    VirtualKey revoked(Instant when) {
        return new VirtualKey(id, digest, owner, name, models, rpm, tpm, concurrency, budget, expires, when);
    }

    boolean allows(String model) {
        if (models.isEmpty()) {
            return true;
        }
        for (String glob : models) {
            if (matches(glob, model)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String glob, String text) {
        int star = -1;
        int mark = 0;
        int g = 0;
        int t = 0;
        while (t < text.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                mark = t;
            } else if (g < glob.length() && glob.charAt(g) == text.charAt(t)) {
                g++;
                t++;
            } else if (star >= 0) {
                g = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
