package io.quantumlayer.local.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.local.Json;
import io.quantumlayer.local.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RunListTests {

    private static final String FAILED = """
            {"workflow_id":"run-1","title":"Shop","status":"Failed","start_time":"2026-01-01T00:00:00Z",
             "close_time":"2026-01-01T00:01:00Z",
             "failure":{"stage":"frd_generation","step":"write_frd","role":"product-owner","model":"openai/gpt-5",
                        "message":"Unsupported parameter: 'max_tokens'","remedy":"Name another model."},
             "progress":{"stages":[{"stage":"frd_generation","state":"stopped","problem":"Unsupported parameter"}],
                         "usage":{"calls":3,"prompt_tokens":1200,"completion_tokens":34,"cost_usd":0.5}}}
            """;

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final RunList list =
            new RunList(new Terminal(new PrintStream(output, true, StandardCharsets.UTF_8), false, false));

    @Test
    void aFailedRunInTheListSaysWhereWhyAndWhatToDo() {
        list.print(Json.lenient("{\"workflows\":[%s]}".formatted(FAILED)));

        assertThat(shown().lines().toList())
                .hasSize(4)
                .last()
                .asString()
                .isEqualTo(" ".repeat(21) + "What to do: Name another model.");
        assertThat(shown())
                .contains("Failed", "run-1  Shop", "stage 2, FRD generation: Unsupported parameter: 'max_tokens'");
    }

    @Test
    void aFailedRunIsShownWithItsStageCauseRemedyUsageAndHowToGoOn() {
        list.printOne(Json.lenient(FAILED));

        assertThat(shown())
                .contains(
                        "Run run-1 is Failed.",
                        " 2  FRD generation          failed ",
                        "The run is Failed, in stage 2, FRD generation (role product-owner, model openai/gpt-5).",
                        "  Unsupported parameter: 'max_tokens'",
                        "  What to do: Name another model.",
                        "Usage:   3 calls, 1,200 tokens in, 34 tokens out, 0.5000 USD",
                        "ql retry run-1");
    }

    @Test
    void whatARunCostsIsShownStepByStep() {
        list.printCosts(Json.lenient("""
                {"calls":14,"prompt_tokens":5200,"completion_tokens":900,"cost_usd":0.0625,
                 "steps":[{"step":"code","calls":12,"unpriced_calls":0,"prompt_tokens":5000,"completion_tokens":800,"cost_usd":0.06},
                          {"step":"write_frd","calls":2,"unpriced_calls":1,"prompt_tokens":200,"completion_tokens":100,"cost_usd":0.0025}]}
                """));

        assertThat(shown().lines().toList())
                .contains(
                        "code                               12       5,000         800      0.0600",
                        "write_frd                           2         200         100      0.0025 (1 unpriced)",
                        "all                                14       5,200         900      0.0625");
    }

    @Test
    void aRunWithoutPaidCallsShowsNoCosts() {
        list.printCosts(Json.lenient("{\"calls\":0,\"steps\":[]}"));

        assertThat(shown()).isEmpty();
    }

    private String shown() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
