package io.quantumlayer.llmrouter.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.testsupport.vendor.AnthropicStandIn;
import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.BedrockStandIn;
import io.quantumlayer.testsupport.vendor.GeminiStandIn;
import io.quantumlayer.testsupport.vendor.GroqStandIn;
import io.quantumlayer.testsupport.vendor.MistralStandIn;
import io.quantumlayer.testsupport.vendor.OpenAiStandIn;
import io.quantumlayer.testsupport.vendor.StandIn;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Stand-ins of the vendors, as providers of the router by their names. */
final class Vendors implements AutoCloseable {

    private final Map<String, StandIn> standIns = new TreeMap<>();

    /** @param authors who writes a vendor's answers, by its name */
    Vendors(DynamicPropertyRegistry registry, Function<String, Author> authors) {
        Map.<String, Function<Author, StandIn>>of(
                        "openai", OpenAiStandIn::start,
                        "gemini", GeminiStandIn::start,
                        "mistral", MistralStandIn::start,
                        "groq", GroqStandIn::start,
                        "anthropic", AnthropicStandIn::start,
                        "bedrock", BedrockStandIn::start)
                .forEach((name, start) -> {
                    StandIn vendor = start.apply(authors.apply(name));
                    standIns.put(name, vendor);
                    provider(registry, name, name, vendor.baseUrl().toString(), StandIn.KEY);
                });
        registry.add("quantumlayer.router.providers.bedrock.region", () -> "eu-west-1");
    }

    /** A provider of the router. */
    static void provider(DynamicPropertyRegistry registry, String name, String type, String address, String key) {
        String prefix = "quantumlayer.router.providers." + name + ".";
        registry.add(prefix + "type", () -> type);
        registry.add(prefix + "base-url", () -> address);
        registry.add(prefix + "api-key", () -> key);
    }

    StandIn standIn(String vendor) {
        StandIn standIn = standIns.get(vendor);
        assertThat(standIn).isNotNull();
        return standIn;
    }

    @Override
    public void close() {
        standIns.values().forEach(StandIn::close);
    }
}
