package io.quantumlayer.parser.syntax;

import java.nio.file.Path;
import java.time.Duration;

/** Parses in tests, with the native libraries loaded once. */
public final class Trees {

    public static final SyntaxParser PARSER = new SyntaxParser(Path.of(System.getProperty("java.io.tmpdir")));

    private Trees() {}

    public static Deadline deadline() {
        return Deadline.in(Duration.ofSeconds(60));
    }

    public static SyntaxTree tree(Language language, String text) {
        return tree("input." + language.extensions().getFirst(), language, text);
    }

    public static SyntaxTree tree(String path, Language language, String text) {
        return PARSER.parse(path, text, language, deadline());
    }
}
