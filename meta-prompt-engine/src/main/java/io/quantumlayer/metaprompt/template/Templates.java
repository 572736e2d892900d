package io.quantumlayer.metaprompt.template;

import io.micrometer.core.instrument.MeterRegistry;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The templates of this platform, to list, read and render. */
@Service
public final class Templates {

    /** Counter of renderings, tagged with {@code template} and {@code version}. */
    public static final String RENDERINGS = "quantumlayer.prompts.renderings";

    private final TemplateStore store;
    private final TemplateReader reader;
    private final MeterRegistry meters;
    private final Map<String, PromptTemplate> parsed = new ConcurrentHashMap<>();

    Templates(TemplateStore store, TemplateReader reader, MeterRegistry meters) {
        this.store = store;
        this.reader = reader;
        this.meters = meters;
    }

    /**
     * Renders a template.
     *
     * @param version version to render, or {@code null} for the one in production
     * @throws ProblemException NOT_FOUND for an unknown template or version, INVALID_REQUEST naming each variable that
     *     does not fit
     */
    public RenderedPrompt render(String name, @Nullable Integer version, Map<String, ?> variables) {
        TemplateVersion found = find(name, version);
        RenderedPrompt rendered = new RenderedPrompt(
                found.name(), found.version(), found.sha256(), parse(found).render(variables));
        meters.counter(RENDERINGS, "template", name, "version", Integer.toString(found.version()))
                .increment();
        return rendered;
    }

    List<String> names() {
        return store.names();
    }

    TemplateVersion find(String name, @Nullable Integer version) {
        Optional<TemplateVersion> found = version == null ? store.production(name) : store.version(name, version);
        return found.orElseThrow(() -> new ProblemException(
                ProblemType.NOT_FOUND,
                version == null
                        ? "There is no template '" + name + "'; there are " + names() + "."
                        : "The template '" + name + "' has no version " + version + "."));
    }

    List<TemplateVersion> versions(String name) {
        List<TemplateVersion> versions = store.versions(name);
        return versions.isEmpty() ? List.of(find(name, null)) : versions;
    }

    TemplateDefinition definition(TemplateVersion version) {
        return parse(version).definition();
    }

    private PromptTemplate parse(TemplateVersion version) {
        return parsed.computeIfAbsent(
                version.sha256(),
                digest -> reader.read(version.name() + " version " + version.version(), version.text()));
    }
}
