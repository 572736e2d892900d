package io.quantumlayer.parser.imports;

import io.quantumlayer.parser.syntax.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Module names of the standard libraries: {@code sys.stdlib_module_names} of Python 3.11, {@code module.builtinModules}
 * of Node.js 20 with the modules that only the scheme {@code node:} reaches, {@code go list std} of Go 1.26, and the
 * packages that the modules of JDK 25 export to all.
 */
final class StandardLibrary {

    private static final String NODE_SCHEME = "node:";

    private final Map<Language, Set<String>> names = new EnumMap<>(Language.class);

    StandardLibrary() {
        names.put(Language.PYTHON, read("python"));
        names.put(Language.JAVA, read("java"));
        Set<String> node = read("node");
        names.put(Language.JAVASCRIPT, node);
        names.put(Language.TYPESCRIPT, node);
        names.put(Language.GO, read("go"));
    }

    boolean contains(Language language, String module) {
        return switch (language) {
            case PYTHON -> has(language, module.split("\\.", 2)[0]);
            case JAVA -> isJdk(module);
            case JAVASCRIPT, TYPESCRIPT ->
                has(language, module.startsWith(NODE_SCHEME) ? module.substring(NODE_SCHEME.length()) : module);
            // "C" is the pseudo-package of cgo, which the toolchain itself provides.
            case GO -> has(language, module) || module.equals("C");
        };
    }

    /** A package of the JDK, and after it nothing, a star or a type, which starts with a capital letter. */
    private boolean isJdk(String name) {
        for (int dot = name.length(); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
            String rest = name.substring(dot);
            if (has(Language.JAVA, name.substring(0, dot))
                    && (rest.isEmpty() || rest.equals(".*") || Character.isUpperCase(rest.charAt(1)))) {
                return true;
            }
        }
        return false;
    }

    private boolean has(Language language, String module) {
        return names.getOrDefault(language, Set.of()).contains(module);
    }

    private static Set<String> read(String name) {
        String resource = "/stdlib/" + name + ".txt";
        try (InputStream content = StandardLibrary.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new IllegalStateException("No resource " + resource);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
