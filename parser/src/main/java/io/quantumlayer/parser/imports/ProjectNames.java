package io.quantumlayer.parser.imports;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names under which the files of a project can be imported. Filled file by file, then read.
 */
public final class ProjectNames {

    private static final Pattern GO_MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)");
    private static final Pattern NPM_NAME = Pattern.compile("\"name\"\\s*:\\s*\"([^\"]+)\"");

    private final Set<String> directories = new HashSet<>();
    private final Set<String> pythonFiles = new HashSet<>();
    private final Set<String> pythonPackages = new HashSet<>();
    private final Set<String> javaPackages = new HashSet<>();
    private final Set<String> goModules = new HashSet<>();
    private final Set<String> npmPackages = new HashSet<>();

    /** Takes in a file of any kind: besides sources, {@code go.mod} and {@code package.json} tell names. */
    public void addFile(String path, String content) {
        String directory = directoryOf(path);
        String file = path.substring(path.lastIndexOf('/') + 1);
        switch (file) {
            case "go.mod" -> addFirst(GO_MODULE.matcher(content), goModules);
            case "package.json" -> addFirst(NPM_NAME.matcher(content), npmPackages);
            case "__init__.py" -> pythonPackages.add(directory);
            default -> {}
        }
        if (file.endsWith(".py")) {
            pythonFiles.add(path.substring(0, path.length() - ".py".length()));
            for (String parent = directory; !parent.isEmpty(); parent = directoryOf(parent)) {
                directories.add(parent);
            }
        }
    }

    /** Takes in the package that a Java file declares. */
    public void addJavaPackage(String name) {
        if (!name.isEmpty()) {
            javaPackages.add(name);
        }
    }

    /** Whether a script in a directory finds the module beside itself or at the root of the sources. */
    boolean hasPythonModuleFirst(String directory, String module) {
        return hasPython("", module)
                || hasPython("src", module)
                || !pythonPackages.contains(directory) && hasPython(directory, module);
    }

    /** Whether any directory that is no package has the module: something may put that directory on the path. */
    boolean hasPythonModule(String module) {
        return directories.stream()
                .filter(directory -> !pythonPackages.contains(directory))
                .anyMatch(directory -> hasPython(directory, module));
    }

    boolean hasJavaPackage(String name) {
        return javaPackages.stream().anyMatch(known -> name.equals(known) || name.startsWith(known + "."));
    }

    boolean hasGoModule(String path) {
        return goModules.stream().anyMatch(module -> path.equals(module) || path.startsWith(module + "/"));
    }

    boolean hasNpmPackage(String name) {
        return npmPackages.stream().anyMatch(known -> name.equals(known) || name.startsWith(known + "/"));
    }

    private boolean hasPython(String directory, String module) {
        String path = directory.isEmpty() ? module : directory + "/" + module;
        return pythonFiles.contains(path) || directories.contains(path);
    }

    static String directoryOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static void addFirst(Matcher matcher, Set<String> names) {
        if (matcher.find()) {
            names.add(matcher.group(1));
        }
    }
}
