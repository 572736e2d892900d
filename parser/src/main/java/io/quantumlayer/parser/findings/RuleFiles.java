package io.quantumlayer.parser.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.parser.syntax.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads rules from YAML: the ones that come with the service, and those of a directory. */
final class RuleFiles {

    private static final List<String> BUILT_IN = List.of("python", "java", "javascript", "go");
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private RuleFiles() {}

    /**
     * All rules.
     *
     * @throws IllegalArgumentException naming file and rule when one is not as it must be
     */
    static List<Rule> read(@Nullable Path directory) {
        List<Rule> rules = new ArrayList<>();
        BUILT_IN.forEach(name -> rules.addAll(builtIn("/rules/" + name + ".yaml")));
        if (directory != null) {
            rules.addAll(below(directory));
        }
        return rules;
    }

    private static List<Rule> builtIn(String resource) {
        try (InputStream content = RuleFiles.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("No resource " + resource);
            }
            return checked(resource, YAML.readValue(content, Content.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Rule> below(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .flatMap(file -> checked(file.toString(), YAML.readValue(file.toFile(), Content.class)).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of rules %s cannot be read".formatted(directory), e);
        }
    }

    private static List<Rule> checked(String file, Content content) {
        content.rules().forEach(rule -> rule.check(file, Set.copyOf(Language.ids())));
        return content.rules();
    }

    private record Content(@JsonProperty("rules") List<Rule> rules) {}
}
