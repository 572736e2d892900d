package io.quantumlayer.agents.task;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with a Markdown fence, as models put one around the files that they write.
 *
 * @param before what comes before the fence
 * @param tag the language that the fence names, or empty
 * @param inner the languages that the fences within name, or empty for each that names none
 * @param body what is within
 * @param ended whether the fence has an end
 * @param after what comes after its end
 */
record Fenced(String before, String tag, List<String> inner, String body, boolean ended, String after) {

    static final Set<String> MARKDOWN = Set.of("md", "markdown", "mdx");

    private static final Pattern OPENING =
            Pattern.compile("(?:\\A\\s*|(?<=\\n))(`{3,}|~{3,})[ \\t]*([^\\s`]*)[^\\n`]*\\n");
    private static final Pattern FENCE_LINE = Pattern.compile("(?m)^(`{3,}|~{3,})[ \\t]*(\\S*).*$");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} ");

    private static final Set<String> SHELLS = Set.of("sh", "bash", "zsh");

    /** Fences of these beside a file show how it is used, or what it prints. */
    private static final Set<String> USE =
            Set.of("bash", "sh", "shell", "zsh", "console", "text", "txt", "plaintext", "output");

    /**
     * The first fence of a text whose lines end with LF, or {@code null} where it has none, or none that is understood. No code
     * ends with a fence of its own, as Markdown does.
     */
    static @Nullable Fenced in(String text, boolean isMarkdown) {
        Matcher opening = OPENING.matcher(text);
        if (!opening.find()) {
            return null;
        }
        String marker = opening.group(1);
        String rest = text.substring(opening.end());
        List<MatchResult> fences = FENCE_LINE.matcher(rest).results().toList();
        List<String> tags = fences.stream().map(fence -> fence.group(2)).toList();
        String body = rest;
        String after = "";
        boolean ended = false;
        String end = rest.stripTrailing();
        MatchResult last = fences.isEmpty() ? null : fences.getLast();
        if (last != null
                && (tags.size() % 2 == 1 || !isMarkdown && last.end() >= end.length())
                && last.group(2).isEmpty()
                && last.group(1).equals(marker)) {
            body = rest.substring(0, last.start());
            after = rest.substring(last.end());
            tags = tags.subList(0, tags.size() - 1);
            ended = true;
        } else if (tags.size() % 2 == 0 && end.endsWith(marker) && (last == null || last.end() < end.length())) {
            body = end.substring(0, end.length() - marker.length());
            ended = true;
        }
        return !ended && tags.size() % 2 == 1
                ? null
                : new Fenced(text.substring(0, opening.start()), opening.group(2), tags, line(body), ended, after);
    }

    /** A file of code that the text is meant to be, or {@code null}. */
    @Nullable
    String code(String ending) {
        return !MARKDOWN.contains(tag)
                        && !several()
                        && (SHELLS.contains(ending) || !USE.contains(tag))
                        && Prose.is(before)
                ? body
                : null;
    }

    /** What the text has a fence around and nothing else, or {@code null}; Markdown is named as such where it is none. */
    @Nullable
    String whole() {
        return ended && alone() && !MARKDOWN.contains(tag) && !several() ? body : null;
    }

    /** Markdown that is fenced as such from its beginning to its end, or {@code null}. */
    @Nullable
    String markdown() {
        boolean document = alone() || HEADING.matcher(body).find() && Prose.is(before) && Prose.is(after);
        return MARKDOWN.contains(tag)
                        && document
                        && !HEADING.matcher(before + after).find()
                        && !several()
                ? body
                : null;
    }

    private boolean alone() {
        return before.isBlank() && after.isBlank();
    }

    /** With several fences it is not known which of them holds the file. */
    private boolean several() {
        return !inner.isEmpty()
                && inner.getFirst().isEmpty()
                && !(ended && alone() && inner.stream().allMatch(String::isEmpty));
    }

    private static String line(String body) {
        String text = body.replaceFirst("[ \\t]+\\z", "");
        return text.isBlank() ? "" : text.endsWith("\n") ? text : text + "\n";
    }
}
