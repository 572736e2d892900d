package io.quantumlayer.recipes.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where requirements come from: enough for the later calls of a run to arrive at the same project.
 *
 * @param engineVersion version of the engine
 * @param recipe recipe whose files make the project; {@code null} where no file can be made for the language
 * @param covers whether the files are what was asked for; {@code false} when a minimal project stands in
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Origin(
        @JsonProperty("engine") String engine,
        @JsonProperty("engine_version") String engineVersion,
        @JsonProperty("recipe") @Nullable String recipe,
        @JsonProperty("recipe_version") @Nullable String recipeVersion,
        @JsonProperty("covers") boolean covers,
        @JsonProperty("project") Project project) {}
