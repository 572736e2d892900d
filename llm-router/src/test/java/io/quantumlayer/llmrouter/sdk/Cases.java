package io.quantumlayer.llmrouter.sdk;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Cases of one SDK in this JVM. */
final class Cases {

    private final String sdk;
    private final List<DynamicTest> tests = new ArrayList<>();

    Cases(String sdk) {
        this.sdk = sdk;
    }

    void one(String name, Executable run) {
        tests.add(DynamicTest.dynamicTest(sdk + ": " + name, run));
    }

    /** Once for a model of each protocol. */
    void both(String name, ThrowingConsumer<String> run) {
        one(name + " on openai", () -> run.accept("gpt-test"));
        one(name + " on anthropic", () -> run.accept("claude-test"));
    }

    /** As {@link #both}, with the beginning of the names of models that fail. */
    void family(String name, ThrowingConsumer<String> run) {
        one(name + " on openai", () -> run.accept("gpt"));
        one(name + " on anthropic", () -> run.accept("claude"));
    }

    List<DynamicTest> all() {
        return List.copyOf(tests);
    }
}
