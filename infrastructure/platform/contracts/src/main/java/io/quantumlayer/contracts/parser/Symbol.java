package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A declared name.
 *
 * @param kind function, method, class, interface, enum, record, type, variable or constant
 * @param qualifiedName with its enclosing types, such as {@code Cache.get}
 * @param visibility public, protected, package or private, by the rules of the language
 * @param startLine from 1
 * @param complexity cyclomatic complexity; 0 for what has no body
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Symbol(
        @JsonProperty("kind") String kind,
        @JsonProperty("name") String name,
        @JsonProperty("qualified_name") String qualifiedName,
        @JsonProperty("signature") String signature,
        @JsonProperty("visibility") String visibility,
        @JsonProperty("doc") @Nullable String doc,
        @JsonProperty("start_line") int startLine,
        @JsonProperty("end_line") int endLine,
        @JsonProperty("complexity") int complexity,
        @JsonProperty("nesting") int nesting,
        @JsonProperty("parameters") int parameters) {}
