package io.quantumlayer.metaprompt.template;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quantumlayer.contracts.prompts.RenderRequest;
import io.quantumlayer.contracts.prompts.RenderedPrompt;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping({"/api/v1/templates", "/api/v1/prompts/templates"})
final class TemplateController {

    private final Templates templates;

    TemplateController(Templates templates) {
        this.templates = templates;
    }

    @GetMapping
    @Operation(summary = "Names of all templates")
    Names names() {
        List<String> names = templates.names();
        return new Names(names, names.size());
    }

    @GetMapping("/{name}")
    @Operation(summary = "A template; the version in production unless another is asked for")
    Details template(@PathVariable String name, @RequestParam(required = false) @Nullable Integer version) {
        TemplateVersion found = templates.find(name, version);
        return new Details(templates.definition(found), VersionInfo.of(found));
    }

    @GetMapping("/{name}/versions")
    @Operation(summary = "All versions of a template, the newest first")
    Versions versions(@PathVariable String name) {
        return new Versions(
                name, templates.versions(name).stream().map(VersionInfo::of).toList());
    }

    @PostMapping("/{name}/render")
    @Operation(summary = "Renders a template without calling a model")
    RenderedPrompt render(@PathVariable String name, @Valid @RequestBody RenderRequest request) {
        return templates.render(name, request.version(), request.variables());
    }

    record Names(
            @JsonProperty("templates") List<String> templates,
            @JsonProperty("count") int count) {}

    record Versions(
            @JsonProperty("name") String name,
            @JsonProperty("versions") List<VersionInfo> versions) {}

    record Details(
            @JsonUnwrapped TemplateDefinition definition,
            @JsonUnwrapped VersionInfo version) {}

    record VersionInfo(
            @JsonProperty("version") int version,
            @JsonProperty("labels") List<String> labels,
            @JsonProperty("sha256") String sha256,
            @JsonProperty("created_at") Instant createdAt) {

        static VersionInfo of(TemplateVersion version) {
            return new VersionInfo(version.version(), version.labels(), version.sha256(), version.createdAt());
        }
    }
}
