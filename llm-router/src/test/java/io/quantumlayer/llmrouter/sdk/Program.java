package io.quantumlayer.llmrouter.sdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A program of the Node packages, run in a project's directory and with no environment but what it is given. */
record Program(String name) {

    /** In a test of its own, like {@link Sdks#absent}. */
    void requireInstalled() {
        if (!Files.isExecutable(Sdks.program(name))) {
            Sdks.absent();
        }
    }

    Process start(Path project, Map<String, String> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Sdks.program(name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(project.resolve("out").toFile())
                .redirectError(project.resolve("err").toFile());
        builder.environment().keySet().retainAll(List.of("PATH"));
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** What a program has said in a project. */
    static String said(Path project) throws IOException {
        return Files.readString(project.resolve("out")) + Files.readString(project.resolve("err"));
    }
}
