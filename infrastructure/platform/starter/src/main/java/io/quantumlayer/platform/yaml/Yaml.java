package io.quantumlayer.platform.yaml;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads YAML into records: an unknown member, a missing one and a wrong type are errors; an absent list is empty. */
public final class Yaml {

    private static final ObjectMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .withConfigOverride(List.class, Yaml::emptyWhenAbsent)
            .withConfigOverride(Map.class, Yaml::emptyWhenAbsent)
            .withConfigOverride(Set.class, Yaml::emptyWhenAbsent)
            .build();

    private Yaml() {}

    /**
     * Reads a document.
     *
     * @throws InvalidYamlException if the text is not YAML or not such a record; the message names line and member
     */
    public static <T> T read(Resource resource, String name, Class<T> type) {
        try (InputStream input = resource.getInputStream()) {
            byte[] text = input.readAllBytes();
            refuseNulls(name, "", MAPPER.readTree(text));
            return MAPPER.readValue(text, type);
        } catch (JacksonException invalid) {
            throw new InvalidYamlException(name, invalid);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " cannot be read", unreadable);
        }
    }

    /** Reads a document that the service brings along. */
    public static <T> T classpath(String path, Class<T> type) {
        return read(new ClassPathResource(path), path, type);
    }

    /** Where a text is no YAML, and why. */
    public static String fault(JacksonException broken) {
        TokenStreamLocation at = broken.getLocation();
        String place = at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr());
        return place + broken.getOriginalMessage();
    }

    /** Lines of all members of a document, by paths such as {@code keys[0].id}; the first line is 1. */
    public static Map<String, Integer> lines(byte[] text) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String path = parser.streamReadContext()
                        .pathAsPointer()
                        .toString()
                        .replaceAll("/(\\d+)", "[$1]")
                        .replace('/', '.');
                lines.putIfAbsent(
                        path.startsWith(".") ? path.substring(1) : path,
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    private static void refuseNulls(String name, String path, JsonNode node) {
        if (node.isNull()) {
            throw new InvalidYamlException(name, path + " has no value");
        }
        node.properties()
                .forEach(member -> refuseNulls(
                        name, path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue()));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseNulls(name, path + "[" + i + "]", node.get(i));
        }
    }

    private static void emptyWhenAbsent(MutableConfigOverride override) {
        override.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
    }
}
