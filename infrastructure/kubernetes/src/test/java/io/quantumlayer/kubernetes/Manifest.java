package io.quantumlayer.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        try {
            return parse(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All objects of a text with documents of YAML. */
    static List<Manifest> parse(String yaml) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(strict)).loadAll(yaml).spliterator(), false)
                .map(Manifest::of)
                .toList();
    }

    @SuppressWarnings("unchecked")
    static Manifest of(Object map) {
        return new Manifest((Map<String, Object>) map);
    }

    String kind() {
        return text("kind");
    }

    boolean is(String kind) {
        return kind.equals(find("kind"));
    }

    String name() {
        return text("metadata.name");
    }

    /** Its namespace; empty for an object of the whole cluster. */
    String namespace() {
        return find("metadata.namespace") instanceof String namespace ? namespace : "";
    }

    /** The map at a path, as texts; empty if there is none. */
    Map<String, String> map(String path) {
        Map<String, String> texts = new TreeMap<>();
        if (find(path) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(key.toString(), String.valueOf(value)));
        }
        return texts;
    }

    /** The texts of the list at a path; none if there is no such list. */
    Stream<String> texts(String path) {
        return find(path) instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.empty();
    }

    /** What is at a path, as an object of its own; an empty one if there is nothing. */
    Manifest part(String path) {
        return find(path) instanceof Map<?, ?> map ? of(map) : new Manifest(Map.of());
    }

    @Override
    public String toString() {
        return find("kind") + " " + find("metadata.namespace") + "/" + find("metadata.name");
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
