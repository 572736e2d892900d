package io.quantumlayer.contracts.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Optional;

/** The stages of a run; number, key, drop type and order are part of the public contract. */
public enum Stage {
    PROMPT_ENHANCEMENT("prompt"),
    FRD_GENERATION("frd"),
    REQUIREMENTS_PARSING("requirements"),
    PROJECT_STRUCTURE("structure"),
    CODE_GENERATION("code"),
    SEMANTIC_VALIDATION("validation"),
    DEPENDENCY_RESOLUTION("dependencies"),
    TEST_PLAN_GENERATION("test_plan"),
    TEST_GENERATION("tests"),
    SECURITY_SCAN("security"),
    PERFORMANCE_ANALYSIS("performance"),
    DOCUMENTATION("documentation");

    private final String dropType;

    Stage(String dropType) {
        this.dropType = dropType;
    }

    /** Position in every listing, from 1 to 12. */
    public int number() {
        return ordinal() + 1;
    }

    /** Name on the wire, such as {@code code_generation}. */
    @JsonValue
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Type of the drop that the stage leaves. */
    public String dropType() {
        return dropType;
    }

    /**
     * Finds a stage by its name on the wire.
     *
     * @throws IllegalArgumentException if no stage has that key
     */
    @JsonCreator
    public static Stage ofKey(String key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no stage has the key '" + key + "'"));
    }

    /** The stage of a key; empty for one that only another release has. */
    public static Optional<Stage> find(String key) {
        return Arrays.stream(values()).filter(stage -> stage.key().equals(key)).findFirst();
    }
}
