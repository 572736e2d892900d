package io.quantumlayer.quantumdrop.projectfiles;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.MediaType;

/** Content types of text files by their extension. */
final class ContentTypes {

    // Not the table of the framework: it takes .ts for a video.
    private static final Map<String, String> BY_EXTENSION = Map.ofEntries(
            Map.entry("css", "text/css"),
            Map.entry("csv", "text/csv"),
            Map.entry("go", "text/x-go"),
            Map.entry("html", "text/html"),
            Map.entry("java", "text/x-java"),
            Map.entry("js", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("md", "text/markdown"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("py", "text/x-python"),
            Map.entry("sarif", "application/sarif+json"),
            Map.entry("sh", "text/x-shellscript"),
            Map.entry("sql", "application/sql"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("toml", "application/toml"),
            Map.entry("ts", "text/x-typescript"),
            Map.entry("tsx", "text/x-typescript"),
            Map.entry("xml", "application/xml"),
            Map.entry("yaml", "application/yaml"),
            Map.entry("yml", "application/yaml"));

    private ContentTypes() {}

    static MediaType of(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        MediaType type = MediaType.parseMediaType(BY_EXTENSION.getOrDefault(extension, "text/plain"));
        return type.getSubtype().endsWith("json") ? type : new MediaType(type, StandardCharsets.UTF_8);
    }
}
