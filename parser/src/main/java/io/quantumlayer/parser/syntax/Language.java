package io.quantumlayer.parser.syntax;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language that the service understands. */
public enum Language {
    PYTHON("python", List.of("py"), List.of("py", "pyi", "pyw")),
    JAVA("java", List.of(), List.of("java")),
    JAVASCRIPT("javascript", List.of("js", "jsx", "node", "nodejs"), List.of("js", "mjs", "cjs", "jsx")),
    TYPESCRIPT("typescript", List.of("ts", "tsx"), List.of("ts", "mts", "cts", "tsx")),
    GO("go", List.of("golang"), List.of("go"));

    private final String id;
    private final List<String> aliases;
    private final List<String> extensions;

    Language(String id, List<String> aliases, List<String> extensions) {
        this.id = id;
        this.aliases = aliases;
        this.extensions = extensions;
    }

    /** Name in requests and answers. */
    public String id() {
        return id;
    }

    /** Other names that requests may use. */
    public List<String> aliases() {
        return aliases;
    }

    /** File name extensions, without the dot. */
    public List<String> extensions() {
        return extensions;
    }

    /** Whether it is JavaScript or a superset of it. */
    public boolean isScript() {
        return this == JAVASCRIPT || this == TYPESCRIPT;
    }

    /** The language with a name or alias, in any case. */
    public static Optional<Language> named(String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(language -> language.id.equals(wanted) || language.aliases.contains(wanted))
                .findFirst();
    }

    /** The language that the extension of a path tells. */
    public static Optional<Language> ofPath(String path) {
        String extension = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(language -> language.extensions.contains(extension))
                .findFirst();
    }

    /** The languages by name, in the order of declaration. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Language::id).toList();
    }
}
