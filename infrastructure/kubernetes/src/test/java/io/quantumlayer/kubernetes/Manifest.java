package io.quantumlayer.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** One object of a manifest file. */
record Manifest(Map<String, Object> content) {

    /** All objects of a file below this module. */
    static List<Manifest> in(String file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (var reader = Files.newBufferedReader(Path.of(file))) {
            return StreamSupport.stream(
                            new Yaml(new SafeConstructor(strict))
                                    .loadAll(reader)
                                    .spliterator(),
                            false)
                    .map(Manifest::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Manifest of(Object map) {
        return new Manifest((Map<String, Object>) map);
    }

    String kind() {
        return text("kind");
    }

    /** The text at a path such as {@code spec.template.metadata.name}; numbers in it are positions in lists. */
    String text(String path) {
        Object value = find(path);
        if (value == null) {
            throw new AssertionError("%s %s has no %s".formatted(find("kind"), find("metadata.name"), path));
        }
        return value.toString();
    }

    int number(String path) {
        return Integer.parseInt(text(path));
    }

    /** The objects of the list at a path; none if there is no such list. */
    Stream<Manifest> each(String path) {
        return find(path) instanceof List<?> list ? list.stream().map(Manifest::of) : Stream.empty();
    }

    @Nullable
    Object find(String path) {
        Object current = content;
        for (String step : path.split("\\.")) {
            current = switch (current) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list -> list.get(Integer.parseInt(step));
                case null, default -> null;
            };
        }
        return current;
    }
}
