package io.quantumlayer.agents.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files in an answer as they are meant: without what models put around code, with the line ends of their kind. */
final class FileText {

    /** Members that are Markdown documents, of the roles that write one. */
    private static final Set<String> DOCUMENTS = Set.of("readme", "markdown");

    /** Endings or names of files in which a sentence is an error. */
    private static final Set<String> CODE = Set.of(
            ("py java js mjs cjs jsx ts tsx vue svelte go rs c h cc cpp hpp cs kt rb php swift scala dart lua pl ex sh bash"
                            + " bat ps1 sql json yaml yml toml ini env properties css scss less html htm xml gradle mod tf proto"
                            + " graphql dockerfile makefile requirements.txt")
                    .split(" "));

    /** Endings of files whose formats ask for CRLF: batch files, RFC 4180, 5545, 6350, 5322 and 9112. */
    private static final Set<String> CARRIAGE_RETURNS = Set.of("bat", "cmd", "csv", "ics", "vcf", "eml", "http");

    private static final Pattern BARE_LINE_END = Pattern.compile("(?<!\\r)\\n");

    private FileText() {}

    /** The answer with each of its files as it is meant. */
    static Map<String, Object> in(Map<String, Object> answer) {
        Map<String, Object> plain = new LinkedHashMap<>(answer);
        plain.replaceAll((member, value) -> value instanceof List<?> list
                ? list.stream().map(FileText::file).toList()
                : value);
        plain.replaceAll((member, value) ->
                DOCUMENTS.contains(member) && value instanceof String text ? meant("README.md", text) : value);
        if (plain.get("path") instanceof String path && plain.get("content") instanceof String content) {
            plain.put("content", meant(path, content));
        }
        return plain;
    }

    private static @Nullable Object file(@Nullable Object value) {
        if (value instanceof Map<?, ?> file
                && file.get("path") instanceof String path
                && file.get("content") instanceof String content) {
            Map<Object, @Nullable Object> plain = new LinkedHashMap<>(file);
            plain.put("content", meant(path, content));
            return plain;
        }
        return value;
    }

    /**
     * Compilers and shells stumble over a byte order mark, and shells over carriage returns; a file whose lines all end alike
     * says nothing by it. Formats that are defined with carriage returns keep them, and so does a file of mixed line ends.
     */
    private static String meant(String path, String content) {
        String unmarked = content.startsWith("\uFEFF") ? content.substring(1) : content;
        String plain = unfenced(path, unmarked);
        return CARRIAGE_RETURNS.contains(ending(path))
                        || BARE_LINE_END.matcher(plain).find()
                ? plain
                : plain.replace("\r\n", "\n");
    }

    /** A fence belongs to Markdown; around a whole file, in whatever language, it is the model's. */
    private static String unfenced(String path, String content) {
        String ending = ending(path);
        boolean isMarkdown = Fenced.MARKDOWN.contains(ending);
        Fenced fenced = Fenced.in(content.replace("\r\n", "\n"), isMarkdown);
        if (fenced == null) {
            return content;
        }
        if (isMarkdown) {
            return Objects.requireNonNullElse(fenced.markdown(), content);
        }
        String whole = fenced.whole();
        if (whole == null && CODE.contains(ending)) {
            whole = fenced.code(ending);
        }
        return Objects.requireNonNullElse(whole, content);
    }

    /** A file without an ending has its name. */
    private static String ending(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return CODE.contains(name) ? name : name.substring(name.lastIndexOf('.') + 1);
    }
}
