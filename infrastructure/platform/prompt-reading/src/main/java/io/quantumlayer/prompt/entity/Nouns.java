package io.quantumlayer.prompt.entity;

import java.util.Map;
import java.util.stream.Collectors;

/** Singular and plural of English nouns. */
final class Nouns {

    private final Map<String, String> plurals;
    private final Map<String, String> singulars;

    Nouns(Map<String, String> irregularPlurals) {
        this.plurals = Map.copyOf(irregularPlurals);
        this.singulars = irregularPlurals.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    String singular(String noun) {
        if (singulars.containsKey(noun)) {
            return singulars.getOrDefault(noun, noun);
        }
        if (plurals.containsKey(noun) || noun.length() < 4) {
            return noun;
        }
        if (noun.endsWith("ies")) {
            return noun.substring(0, noun.length() - 3) + "y";
        }
        if (noun.endsWith("sses")
                || noun.endsWith("shes")
                || noun.endsWith("ches")
                || noun.endsWith("xes")
                || noun.endsWith("zzes")
                || noun.endsWith("uses")
                || noun.endsWith("ases")) {
            return noun.substring(0, noun.length() - 2);
        }
        if (!noun.endsWith("s") || noun.endsWith("ss") || noun.endsWith("us") || noun.endsWith("is")) {
            return noun;
        }
        return noun.substring(0, noun.length() - 1);
    }

    String plural(String noun) {
        if (plurals.containsKey(noun)) {
            return plurals.getOrDefault(noun, noun);
        }
        if (noun.matches(".*[^aeiou]y")) {
            return noun.substring(0, noun.length() - 1) + "ies";
        }
        return noun + (noun.matches(".*(?:s|x|z|ch|sh)") ? "es" : "s");
    }

    boolean isPlural(String noun) {
        return !singular(noun).equals(noun) || singulars.containsKey(noun);
    }
}
