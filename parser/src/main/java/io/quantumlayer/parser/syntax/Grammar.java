package io.quantumlayer.parser.syntax;

import java.util.Locale;

/** A tree-sitter grammar; TypeScript needs two, because {@code <T>x} is a cast in one and an element in the other. */
public enum Grammar {
    PYTHON(Language.PYTHON),
    JAVA(Language.JAVA),
    JAVASCRIPT(Language.JAVASCRIPT),
    TYPESCRIPT(Language.TYPESCRIPT),
    TSX(Language.TYPESCRIPT),
    GO(Language.GO);

    private final Language language;

    Grammar(Language language) {
        this.language = language;
    }

    /** Language that the grammar describes. */
    public Language language() {
        return language;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Grammar of(Language language, String path) {
        return switch (language) {
            case PYTHON -> PYTHON;
            case JAVA -> JAVA;
            case JAVASCRIPT -> JAVASCRIPT;
            case TYPESCRIPT -> path.toLowerCase(Locale.ROOT).endsWith(".tsx") ? TSX : TYPESCRIPT;
            case GO -> GO;
        };
    }
}
