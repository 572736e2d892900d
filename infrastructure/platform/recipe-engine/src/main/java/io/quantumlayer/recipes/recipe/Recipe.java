package io.quantumlayer.recipes.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A behaviour that the engine can generate; the content of a {@code recipe.yaml}. Texts, ids and paths may hold
 * interpolations such as {@code [=project.name]}.
 *
 * @param id name of its folder
 * @param version semantic version; recorded in what is generated
 * @param needs what a prompt must name for the recipe to be used: {@code entities}
 * @param called nouns for the thing itself, such as "validator"; phrases
 * @param exchanges what its functions take and give; a prompt that names something else there asks for another behaviour
 * @param examples prompts that the recipe covers wholly
 * @param operations what the project can be asked to do; where empty, its entry points
 * @param languages files for each language
 */
public record Recipe(
        @JsonProperty(value = "id", required = true) String id,
        @JsonProperty(value = "version", required = true) String version,
        @JsonProperty(value = "title", required = true) String title,
        @JsonProperty(value = "kind", required = true) Kind kind,
        @JsonProperty(value = "summary", required = true) String summary,
        @JsonProperty("needs") Set<String> needs,
        @JsonProperty("match") @Nullable Match match,
        @JsonProperty("called") List<String> called,
        @JsonProperty("exchanges") List<Exchanged> exchanges,
        @JsonProperty("examples") List<String> examples,

        @JsonProperty(value = "requirements", required = true)
        List<Requirement> requirements,

        @JsonProperty("operations") List<Operation> operations,
        @JsonProperty("assumptions") List<String> assumptions,
        @JsonProperty("questions") List<String> questions,
        @JsonProperty(value = "cases", required = true) List<Case> cases,
        @JsonProperty(value = "languages", required = true) Map<String, LanguageFiles> languages) {

    /** The only collection that {@code for_each} and {@code needs} know. */
    public static final String ENTITIES = "entities";

    /** What a recipe makes. */
    public enum Kind {
        /** Functions or classes to call. */
        @JsonProperty("function")
        FUNCTION,
        /** A process that answers over HTTP. */
        @JsonProperty("service")
        SERVICE,
        /** What is made when a prompt names no behaviour. */
        @JsonProperty("minimal")
        MINIMAL
    }

    /**
     * When the recipe is meant.
     *
     * @param all groups of phrases; a prompt hits each group with at least one of its phrases
     * @param none phrases of behaviour that the recipe does not have
     */
    public record Match(
            @JsonProperty(value = "all", required = true) List<List<String>> all,
            @JsonProperty("none") List<String> none) {}

    /**
     * Nouns of what goes in and what comes out, both at once: one recipe may convert either way, and yet nothing to itself.
     *
     * @param takes phrases
     * @param gives phrases
     */
    public record Exchanged(
            @JsonProperty(value = "takes", required = true) List<String> takes,
            @JsonProperty(value = "gives", required = true) List<String> gives) {}

    /**
     * Something that the project does.
     *
     * @param phrases words of a prompt that this requirement covers
     * @param beside phrases that say what becomes of these; where there are any, both count only in a sentence that holds one of each
     */
    public record Requirement(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty("for_each") @Nullable String forEach,
            @JsonProperty(value = "text", required = true) String text,
            @JsonProperty("acceptance") List<String> acceptance,
            @JsonProperty("phrases") List<String> phrases,
            @JsonProperty("beside") List<String> beside) {}

    /** Something that the project can be asked to do. */
    public record Operation(
            @JsonProperty("for_each") @Nullable String forEach,
            @JsonProperty(value = "name", required = true) String name,

            @JsonProperty(value = "description", required = true)
            String description) {}

    /** A test that exists in every language under this name. */
    public record Case(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty("for_each") @Nullable String forEach,
            @JsonProperty(value = "name", required = true) String name,
            @JsonProperty(value = "kind", required = true) String kind,
            @JsonProperty("covers") List<String> covers) {}

    /** What is written in one language. */
    public record LanguageFiles(
            @JsonProperty(value = "entry_points", required = true)
            List<EntryPoint> entryPoints,

            @JsonProperty(value = "files", required = true) List<FileTemplate> files) {}

    /** Where a user of the project comes in. */
    public record EntryPoint(
            @JsonProperty(value = "file", required = true) String file,
            @JsonProperty(value = "symbol", required = true) String symbol,
            @JsonProperty("signature") @Nullable String signature) {}

    /**
     * A file and the template that writes it.
     *
     * @param forEach {@code entities} for one file per entity
     * @param template path below the recipe's folder
     * @param kind source, test or build
     */
    public record FileTemplate(
            @JsonProperty(value = "path", required = true) String path,
            @JsonProperty("for_each") @Nullable String forEach,

            @JsonProperty(value = "template", required = true)
            String template,

            @JsonProperty(value = "kind", required = true) String kind,

            @JsonProperty(value = "purpose", required = true)
            String purpose,

            @JsonProperty("depends_on") List<String> dependsOn) {}
}
