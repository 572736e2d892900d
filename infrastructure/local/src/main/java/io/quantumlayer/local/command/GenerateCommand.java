package io.quantumlayer.local.command;

import io.quantumlayer.contracts.project.ProjectKey;
import io.quantumlayer.local.CommandFailedException;
import io.quantumlayer.local.ExitCode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "generate",
        description = {
            "Turns a prompt into a project: follows the run and downloads what it made.",
            "",
            "Without a running platform one is started for this run and stopped after it. Ctrl-C stops following; the run "
                    + "is kept and goes on whenever the platform runs."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  ql generate \"Create a Python function that checks whether an IBAN is valid\" --language python",
            "  ql generate \"A REST service for products with name, price and stock\" --language java --type api --name shop",
            "  ql generate \"Merge overlapping intervals\" --language go --json > events.jsonl",
            "  ql generate --prompt-file specification.md --language python --model openai/gpt-5",
            "  ql generate \"Count the words of a text\" --language python --model openai/gpt-5 --budget usd=2,calls=60",
            "",
            "Exit codes: 0 complete, 2 usage, 3 partial, 4 platform could not start, 5 run failed, 6 canceled."
        })
final class GenerateCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @ArgGroup(multiplicity = "1")
    private PromptArgument prompt = new PromptArgument();

    @Option(
            names = {"-l", "--language"},
            required = true,
            paramLabel = "LANGUAGE",
            description = "Programming language, such as python, java, javascript or go.")
    private String language = "";

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "function",
            description = "Kind of project, such as function, library or api; ${DEFAULT-VALUE} unless said otherwise.")
    private String type = "";

    @Option(names = "--framework", paramLabel = "NAME", description = "Framework to build on.")
    private @Nullable String framework;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the project and of its directory.")
    private @Nullable String name;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "Model to ask; the built-in engine needs none. What there is: curl localhost:30880/v1/models")
    private @Nullable String model;

    @Mixin
    private OutputDirectory output = new OutputDirectory();

    @Option(names = "--no-tests", description = "Leaves the tests out; the verdict is then at best partial.")
    private boolean noTests;

    @Option(names = "--no-docs", description = "Leaves the documentation out.")
    private boolean noDocs;

    @Option(
            names = "--requirement",
            paramLabel = "KEY=VALUE",
            description = "A further setting for the run; may be given more than once.")
    private Map<String, String> requirements = new LinkedHashMap<>();

    @Option(
            names = "--budget",
            split = ",",
            paramLabel = "LIMIT=NUMBER",
            description =
                    "Most that the run may use: usd, tokens, calls or seconds; separated by commas or given more than "
                            + "once. A run that would go over it fails.")
    private Map<String, String> budget = new LinkedHashMap<>();

    @Option(names = "--json", description = "Prints JSON Lines: the events of the run, then its result.")
    private boolean json;

    GenerateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Map<String, Object> request = request();
        Optional<Path> target = output.free(surroundings.workingDirectory());
        return new FollowedJob(surroundings, json).call((job, started) -> job.run(request, target, started));
    }

    private Map<String, Object> request() {
        Map<String, Object> settings = new LinkedHashMap<>(requirements);
        if (name != null) {
            if (ProjectKey.of(name).isEmpty()) {
                throw new CommandFailedException(
                        ExitCode.USAGE, "'%s' cannot be the project's --name: it %s.".formatted(name, ProjectKey.RULE));
            }
            settings.put("project_name", name);
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("prompt", prompt.text(surroundings.workingDirectory()));
        request.put("language", language);
        request.put("type", type);
        if (framework != null) {
            request.put("framework", framework);
        }
        request.put("generate_tests", !noTests);
        request.put("generate_docs", !noDocs);
        if (!settings.isEmpty()) {
            request.put("requirements", settings);
        }
        if (model != null) {
            request.put("model", model);
        }
        if (!budget.isEmpty()) {
            request.put("budget", Budget.of(budget));
        }
        return request;
    }
}
