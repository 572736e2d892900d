package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The README and the commands it tells the reader to run: the answer of the writer.
 *
 * @param readme Markdown
 * @param commands shell commands that end by themselves; each is executed before the README is called checked
 */
public record Documentation(
        @JsonProperty("readme") String readme,
        @JsonProperty("commands") List<String> commands) {}
