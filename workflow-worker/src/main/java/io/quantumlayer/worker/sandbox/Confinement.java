package io.quantumlayer.worker.sandbox;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What every back end does alike: which variables are seen inside, which limits hold, how the project gets in. */
@Component
public final class Confinement {

    public static final String PROJECT = "/project";

    /** The user inside, which is nobody outside. */
    public static final String USER = "1000";

    /** First line of the output of a command that got inside; without it the sandbox itself has failed. */
    static final String INSIDE = "\u0002inside";

    /** Exit code of a sandbox that refuses to begin a command; its output says why. */
    static final int REFUSED = 75;

    private final SandboxProperties properties;
    private final Toolchains toolchains;

    Confinement(SandboxProperties properties, Toolchains toolchains) {
        this.properties = properties;
        this.toolchains = toolchains;
    }

    public SandboxProperties properties() {
        return properties;
    }

    /** The only variables that a command sees. */
    public Map<String, String> environment(Command command) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", toolchains.path());
        environment.put("HOME", "/tmp");
        environment.put("TMPDIR", "/tmp");
        environment.put("LANG", "C.UTF-8");
        environment.putAll(command.environment());
        return environment;
    }

    /** Unpacks the project from standard input and runs the shell text, without standard input, under the limits. */
    public List<String> entry(Command command) {
        return List.of(
                "prlimit",
                "--nproc=" + properties.processes(),
                "--data=" + properties.memory().toBytes(),
                "--fsize=" + properties.disk().toBytes(),
                "--core=0",
                "--cpu=" + command.timeout().toSeconds() * 4,
                "sh",
                "-c",
                "echo \"$2\" && umask 022 && tar -xf - -C " + PROJECT + " && cd " + PROJECT
                        + " && exec sh -c \"$1\" </dev/null",
                "sh",
                command.shell(),
                INSIDE);
    }
}
