package io.quantumlayer.platform.problem;

import java.util.Locale;

/** Names of Java members as they stand in JSON. */
final class JsonNames {

    private JsonNames() {}

    static String snakeCase(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
