package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Functional requirements document: the answer of the product owner. */
public record Frd(
        @JsonProperty("title") String title,
        @JsonProperty("markdown") String markdown,
        @JsonProperty("assumptions") List<String> assumptions,
        @JsonProperty("questions") List<String> questions) {}
