package io.quantumlayer.local;

import io.quantumlayer.testsupport.vendor.AnthropicStandIn;
import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.BedrockStandIn;
import io.quantumlayer.testsupport.vendor.GeminiStandIn;
import io.quantumlayer.testsupport.vendor.GroqStandIn;
import io.quantumlayer.testsupport.vendor.LlamaCppStandIn;
import io.quantumlayer.testsupport.vendor.MistralStandIn;
import io.quantumlayer.testsupport.vendor.OpenAiStandIn;
import io.quantumlayer.testsupport.vendor.RateLimit;
import io.quantumlayer.testsupport.vendor.Received;
import io.quantumlayer.testsupport.vendor.StandIn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every vendor, some with models that misbehave, and the variables by which a platform is told where they are. */
final class ModelVendors implements AutoCloseable {

    private static final Author GOOD = ScriptedProject.TEMPERATURE;
    private static final int CONTEXT = 8192;
    private static final int SHORT_ANSWER = 200;
    private static final String WELL_KNOWN_KEY = "%s_API_KEY";
    private static final String ANY_KEY = "LLM_%s_API_KEY";

    private final Map<String, StandIn> vendors = new LinkedHashMap<>();
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final TwelveParts twelveParts = new TwelveParts();

    ModelVendors() {
        add("openai", OpenAiStandIn.start(GOOD), WELL_KNOWN_KEY, StandIn.KEY);
        add("anthropic", AnthropicStandIn.start(GOOD), WELL_KNOWN_KEY, StandIn.KEY);
        add("gemini", GeminiStandIn.start(GOOD), WELL_KNOWN_KEY, StandIn.KEY);
        add("mistral", MistralStandIn.start(GOOD), WELL_KNOWN_KEY, StandIn.KEY);
        add("groq", GroqStandIn.start(GOOD), WELL_KNOWN_KEY, StandIn.KEY);
        add("bedrock", BedrockStandIn.start(GOOD));
        variables.put("AWS_BEDROCK_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", "AKIASTANDIN");
        variables.put("AWS_SECRET_ACCESS_KEY", "stand-in");
        local("local", LlamaCppStandIn.start(GOOD, CONTEXT));
        unclean("thinking", LlamaCppStandIn.start(Unclean.thinking(GOOD), CONTEXT));
        unclean("fencing", LlamaCppStandIn.start(Unclean.fencing(GOOD), CONTEXT));
        unclean("raw", LlamaCppStandIn.start(Unclean.raw(GOOD), CONTEXT));
        unclean("cutting", LlamaCppStandIn.startCutting(GOOD.goingOn(), CONTEXT, SHORT_ANSWER));
        add("locked", OpenAiStandIn.start(GOOD), ANY_KEY, "sk-another");
        add("spent", OpenAiStandIn.start(GOOD).troubledBy(call -> OpenAiStandIn.quotaUsedUp()), ANY_KEY, StandIn.KEY);
        RateLimit three = new RateLimit(3, Duration.ofSeconds(10));
        add(
                "limited",
                OpenAiStandIn.start(twelveParts)
                        .troubledBy(
                                call -> three.take().map(OpenAiStandIn::tooMany).orElse(null)),
                ANY_KEY,
                StandIn.KEY);
    }

    /** What {@code ql} is started with. */
    Map<String, String> variables() {
        return Map.copyOf(variables);
    }

    TwelveParts twelveParts() {
        return twelveParts;
    }

    /** Requests for a model, named as {@code provider/model}. */
    List<Received> asked(String model) {
        int slash = model.indexOf('/');
        StandIn vendor = vendors.get(model.substring(0, slash));
        if (vendor == null) {
            throw new IllegalArgumentException(model);
        }
        return vendor.received(model.substring(slash + 1));
    }

    List<Received> refused(String model) {
        return asked(model).stream().filter(Received::isRefused).toList();
    }

    @Override
    public void close() {
        vendors.values().forEach(StandIn::close);
    }

    private void local(String name, StandIn server) {
        add(name, server);
        set("LLM_%s_MODELS", name, "llama-3.1-8b");
    }

    /** A server of which is known that it has no schemas: only its answers are on trial. */
    private void unclean(String name, StandIn server) {
        local(name, server);
        set("LLM_%s_JSON_SCHEMA", name, "false");
    }

    private void add(String name, StandIn vendor, String variable, String key) {
        add(name, vendor);
        set(variable, name, key);
    }

    private void add(String name, StandIn vendor) {
        vendors.put(name, vendor);
        set("LLM_%s_BASE_URL", name, vendor.baseUrl().toString());
    }

    private void set(String variable, String name, String value) {
        variables.put(variable.formatted(name.toUpperCase(Locale.ROOT)), value);
    }
}
