package io.quantumlayer.prompt.entity;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atteo.evo.inflector.English;

/**
 * Singular and plural of English nouns. Plurals are Conway's, by evo-inflector, but for a few irregular ones; a singular is the listed noun that has
 * the plural, or else what the plural's ending tells.
 */
final class Nouns {

    private final Map<String, String> irregular;
    private final Map<String, String> singulars;
    private final Set<String> uncountable;

    Nouns(Map<String, String> irregular, Collection<String> listed, Set<String> uncountable) {
        this.irregular = irregular;
        this.uncountable = uncountable;
        this.singulars = Stream.concat(irregular.keySet().stream(), listed.stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(this::pluralWord, Function.identity()));
    }

    /** The singular of a noun in snake case; only its last word changes. */
    String singular(String noun) {
        int last = noun.lastIndexOf('_') + 1;
        return noun.substring(0, last) + singularWord(noun.substring(last));
    }

    /** The plural of a noun in snake case; only its last word changes. */
    String plural(String noun) {
        int last = noun.lastIndexOf('_') + 1;
        String word = noun.substring(last);
        return noun.substring(0, last) + pluralWord(word);
    }

    private String pluralWord(String word) {
        return uncountable.contains(word) ? word : irregular.getOrDefault(word, English.plural(word));
    }

    /** Whether the noun stands in the plural and has a singular of its own. */
    boolean isPlural(String noun) {
        return !singular(noun).equals(noun);
    }

    /** Whether the noun can stand for several: it is a plural, or has the same form in both. */
    boolean canBePlural(String noun) {
        return isPlural(noun) || uncountable.contains(noun);
    }

    private String singularWord(String word) {
        String listed = singulars.get(word);
        if (listed != null) {
            return listed;
        }
        if (uncountable.contains(word) || singulars.containsValue(word) || word.length() < 4) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(?:ss|sh|ch|x|zz|us|as)es")) {
            return word.substring(0, word.length() - 2);
        }
        if (!word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        return word.substring(0, word.length() - 1);
    }
}
