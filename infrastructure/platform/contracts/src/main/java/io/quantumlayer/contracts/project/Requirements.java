package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Numbered requirements: the answer of the analyst, and what every later stage is measured against.
 *
 * @param name project name: lower case, digits and hyphens
 * @param uncovered clauses of the prompt that nothing in this project will cover
 * @param origin recipe that the requirements come from, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Requirements(
        @JsonProperty("name") String name,
        @JsonProperty("title") String title,
        @JsonProperty("summary") String summary,
        @JsonProperty("requirements") List<Requirement> requirements,
        @JsonProperty("entities") List<Entity> entities,
        @JsonProperty("operations") List<Operation> operations,
        @JsonProperty("uncovered") List<Uncovered> uncovered,
        @JsonProperty("assumptions") List<String> assumptions,
        @JsonProperty("questions") List<String> questions,
        @JsonProperty("origin") @Nullable Map<String, Object> origin) {

    /**
     * One thing the project must do.
     *
     * @param id such as {@code R1}; tests name it
     */
    public record Requirement(
            @JsonProperty("id") String id,
            @JsonProperty("text") String text,
            @JsonProperty("acceptance") List<String> acceptance) {}

    /** A thing with attributes that the project keeps; names are singular snake_case. */
    public record Entity(
            @JsonProperty("name") String name,
            @JsonProperty("plural") String plural,
            @JsonProperty("attributes") List<Attribute> attributes,
            @JsonProperty("belongs_to") List<Reference> belongsTo) {}

    /**
     * An attribute of an entity.
     *
     * @param type string, integer, decimal, boolean, date or datetime
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attribute(
            @JsonProperty("name") String name,
            @JsonProperty("type") String type,
            @JsonProperty("required") boolean required,
            @JsonProperty("min") @Nullable Double min,
            @JsonProperty("max") @Nullable Double max,
            @JsonProperty("max_length") @Nullable Integer maxLength,
            @JsonProperty("unique") @Nullable Boolean unique) {}

    /** A reference to the entity that this one belongs to. */
    public record Reference(
            @JsonProperty("entity") String entity,
            @JsonProperty("required") boolean required) {}

    /** Something the project can be asked to do. */
    public record Operation(
            @JsonProperty("name") String name,
            @JsonProperty("description") String description) {}

    /** A clause that is not covered, and why. */
    public record Uncovered(
            @JsonProperty("clause") String clause,
            @JsonProperty("reason") String reason) {}
}
