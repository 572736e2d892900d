package io.quantumlayer.agents.task;

import java.util.regex.Pattern;

/** Sentences that a model writes beside a file, told from the beginning of the file itself. */
final class Prose {

    private static final int MOST_LINES = 12;

    /** What a sentence quotes, and the apostrophes of its words. */
    private static final Pattern QUOTED = Pattern.compile(
            "`[^`\\n]+`|\"[^\"\\n]+\"|(?<!\\w)'[^'\\n]+'(?!\\w)" + "|\\*\\*[^*\\n]+\\*\\*|(?<=\\w)'(?=\\w|\\s)");

    /** Begins a string, a comment or a here-document: a fence within is the file's own. */
    private static final String OPENER = "[\"'`<={}]|/\\*|\\$\\$|\\[\\[|[;|>\\\\]$";

    private static final String STATEMENT =
            "^(?:[ \\t]+[^\\s\\d*-]|[\\w.]+\\(|__|@|#!|#include|(?:import|from|def|class|package"
                    + "|func|function|fn|let|const|var|use|using|public|private|return|async|export|pub|type|module)\\s)";
    private static final Pattern CODE = Pattern.compile("(?m)" + OPENER + "|" + STATEMENT);
    private static final Pattern SENTENCE = Pattern.compile("[#*-].*|.*\\s.*|.*[.:!]|");

    private Prose() {}

    /** Whether a text is prose in which nothing has begun that goes on behind it; an empty text is. */
    static boolean is(String text) {
        String plain = QUOTED.matcher(text.strip()).replaceAll("");
        return plain.lines().count() <= MOST_LINES
                && !CODE.matcher(plain).find()
                && plain.lines().allMatch(line -> SENTENCE.matcher(line).matches());
    }
}
