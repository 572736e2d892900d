package io.quantumlayer.parser.imports;

import io.quantumlayer.contracts.parser.ImportedModule;
import io.quantumlayer.parser.syntax.Language;

/** Tells where imports come from: {@code standard_library}, {@code project} or {@code package}. */
public final class ImportOrigins {

    private static final String STANDARD_LIBRARY = "standard_library";
    private static final String PROJECT = "project";
    private static final String PACKAGE = "package";

    private final StandardLibrary standardLibrary = new StandardLibrary();

    /** The import of a file with its origin. */
    public ImportedModule classify(Language language, String path, Import found, ProjectNames project) {
        String module = found.module();
        String origin = switch (language) {
            case PYTHON -> python(path, module, project);
            case JAVA -> project.hasJavaPackage(module) ? PROJECT : otherwise(language, module);
            case JAVASCRIPT, TYPESCRIPT -> script(language, module, project);
            case GO -> module.startsWith(".") || project.hasGoModule(module) ? PROJECT : otherwise(language, module);
        };
        return new ImportedModule(module, origin, found.line());
    }

    /** Python looks beside the script first, so a file there hides a module of the standard library. */
    private String python(String path, String module, ProjectNames project) {
        String top = module.split("\\.", 2)[0];
        if (module.startsWith(".") || project.hasPythonModuleFirst(ProjectNames.directoryOf(path), top)) {
            return PROJECT;
        }
        if (standardLibrary.contains(Language.PYTHON, module)) {
            return STANDARD_LIBRARY;
        }
        return project.hasPythonModule(top) ? PROJECT : PACKAGE;
    }

    /** {@code #x} is an entry of the package's own imports map; {@code @/} and {@code ~/} name nothing in a registry. */
    private String script(Language language, String module, ProjectNames project) {
        boolean own = module.startsWith(".")
                || module.startsWith("/")
                || module.startsWith("#")
                || module.startsWith("@/")
                || module.startsWith("~/")
                || project.hasNpmPackage(module);
        return own ? PROJECT : otherwise(language, module);
    }

    private String otherwise(Language language, String module) {
        return standardLibrary.contains(language, module) ? STANDARD_LIBRARY : PACKAGE;
    }
}
