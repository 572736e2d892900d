package io.quantumlayer.recipes.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.prompt.text.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;

/**
 * The names that a project goes by.
 *
 * @param name lower case with hyphens
 * @param title for people
 * @param module lower case with underscores
 * @param packageName lower-case letters and digits; a package in Java and Go
 */
record Project(
        @JsonProperty("name") String name,
        @JsonProperty("title") String title,
        @JsonProperty("module") String module,
        @JsonProperty("package") String packageName) {

    private static final int MAX_LENGTH = 60;

    /** Keywords and standard library names that would not compile, or would hide a library, as a module's name. */
    private static final Set<String> RESERVED = reserved();

    static Project named(String name, String title) {
        return new Project(name, title, name.replace('-', '_'), name.replace("-", ""));
    }

    /** A project name made of the words, if they hold a Latin letter. */
    static Optional<String> name(String words) {
        String name = hyphenated(words);
        if (!name.matches(".*[a-z].*")) {
            return Optional.empty();
        }
        if (Character.isDigit(name.charAt(0))) {
            name = "project-" + name;
        }
        if (name.length() > MAX_LENGTH) {
            name = name.substring(0, MAX_LENGTH).replaceAll("-[^-]*$", "");
        }
        return Optional.of(RESERVED.contains(name.replace("-", "")) ? name + "-project" : name);
    }

    /** The words' Latin letters and digits in lower case, with hyphens between the words. */
    static String hyphenated(String words) {
        return Text.of(spaced(words)).words().stream()
                .map(word -> word.form().replaceAll("[^a-z0-9]", ""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining("-"));
    }

    /** "TestProject" and "test_project" as "Test Project". */
    static String title(String words) {
        return Text.of(spaced(words)).words().stream()
                .map(word -> spaced(words).substring(word.start(), word.end()))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    Map<String, Object> model() {
        return Map.of("name", name, "title", title, "module", module, "package", packageName);
    }

    private static String spaced(String words) {
        return words.replace('_', ' ')
                .replaceAll("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})", " ")
                .replaceAll("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", " ");
    }

    private static Set<String> reserved() {
        try {
            String names =
                    new ClassPathResource("engine/reserved-names.txt").getContentAsString(StandardCharsets.UTF_8);
            return Set.of(names.strip().split("\\s+"));
        } catch (IOException missing) {
            throw new UncheckedIOException("engine/reserved-names.txt cannot be read", missing);
        }
    }
}
