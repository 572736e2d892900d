package io.quantumlayer.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which service takes which variable, as the first table of the reference says. */
final class DocumentedSettings {

    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "settings.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ((?:`[A-Z_]+`(?:, )?)+) \\| ([^|]+) \\|");
    private static final Pattern VARIABLE = Pattern.compile("`([A-Z_]+)`");

    private DocumentedSettings() {}

    /** Each variable with its services, none where the page leaves them open. */
    static Map<String, Set<Service>> read() throws IOException {
        Map<String, Set<Service>> settings = new LinkedHashMap<>();
        Set<Service> above = EnumSet.noneOf(Service.class);
        for (MatchResult row : ROW.matcher(Files.readString(PAGE)).results().toList()) {
            Set<Service> services = services(row.group(2), above);
            VARIABLE.matcher(row.group(1)).results().forEach(variable -> settings.put(variable.group(1), services));
            above = services;
        }
        return settings;
    }

    private static Set<Service> services(String cell, Set<Service> above) {
        return switch (cell) {
            case "all" -> EnumSet.allOf(Service.class);
            case "all others" -> EnumSet.complementOf(EnumSet.copyOf(above));
            case "the same" -> above;
            case "who calls them", "who speaks TLS itself" -> EnumSet.noneOf(Service.class);
            default -> {
                Set<Service> services = EnumSet.noneOf(Service.class);
                Arrays.stream(cell.split(", "))
                        .map(key -> Service.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_')))
                        .forEach(services::add);
                yield services;
            }
        };
    }

    /** Addresses and the platform's common settings may be known to everybody. */
    static boolean isNoSecret(String name) {
        return name.endsWith("_URL") || name.startsWith("QL_") && !name.endsWith("_KEY");
    }
}
