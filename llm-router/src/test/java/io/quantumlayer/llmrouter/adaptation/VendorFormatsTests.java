package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.model.TraitTable;
import io.quantumlayer.llmrouter.provider.kind.Operation;
import io.quantumlayer.protocols.Changes;
import io.quantumlayer.protocols.json.JsonEdits;
import io.quantumlayer.protocols.json.JsonTrees;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Structured output with the schemas of all roles, as it goes to each kind of model. */
class VendorFormatsTests {

    private static final TraitTable TRAITS = TraitTable.own();

    /** What becomes of a schema. */
    private enum Becomes {
        SUBSET,
        WHOLE,
        TOOL,
        JSON_OBJECT,
        PROMPT
    }

    private record Vendor(
            List<String> catalogues,
            String model,
            Becomes becomes,
            @Nullable VendorSubset subset) {

        boolean isAnthropic() {
            return catalogues.contains("anthropic");
        }

        @Override
        public String toString() {
            return catalogues.getFirst() + "/" + model;
        }
    }

    private static Vendor vendor(String catalogues, String model, Becomes becomes, @Nullable VendorSubset subset) {
        return new Vendor(List.of(catalogues.split(" ")), model, becomes, subset);
    }

    private static final List<Vendor> VENDORS = List.of(
            vendor("openai", "gpt-4.1", Becomes.SUBSET, VendorSubset.OPENAI),
            vendor("openai", "gpt-5", Becomes.SUBSET, VendorSubset.OPENAI),
            vendor("openai", "gpt-4-turbo", Becomes.JSON_OBJECT, null),
            vendor("openai", "gpt-4", Becomes.TOOL, null),
            vendor("azure-openai openai", "gpt-4o", Becomes.SUBSET, VendorSubset.AZURE),
            vendor("gemini", "gemini-3-pro-preview", Becomes.SUBSET, VendorSubset.GEMINI),
            vendor("mistral", "mistral-large-latest", Becomes.SUBSET, VendorSubset.MISTRAL),
            vendor("groq", "openai/gpt-oss-120b", Becomes.SUBSET, VendorSubset.GROQ),
            vendor("groq", "llama-3.3-70b-versatile", Becomes.JSON_OBJECT, null),
            vendor("deepseek openai-compatible", "deepseek-chat", Becomes.JSON_OBJECT, null),
            vendor("local openai-compatible", "qwen3-coder", Becomes.WHOLE, null),
            vendor("anthropic", "claude-haiku-4-5", Becomes.SUBSET, VendorSubset.ANTHROPIC),
            vendor("anthropic", "claude-sonnet-5", Becomes.SUBSET, VendorSubset.ANTHROPIC),
            vendor("anthropic", "claude-opus-5-5", Becomes.SUBSET, VendorSubset.ANTHROPIC),
            vendor("anthropic", "claude-3-5-haiku-20241022", Becomes.TOOL, null),
            vendor(
                    "bedrock anthropic",
                    "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
                    Becomes.SUBSET,
                    VendorSubset.ANTHROPIC),
            vendor("bedrock anthropic", "us.anthropic.claude-haiku-4-5-20251001-v1:0", Becomes.TOOL, null),
            vendor("bedrock anthropic", "us.anthropic.claude-sonnet-5", Becomes.PROMPT, null),
            vendor("bedrock anthropic", "us.amazon.nova-pro-v1:0", Becomes.TOOL, null),
            vendor("bedrock anthropic", "meta.llama3-1-70b-instruct-v1:0", Becomes.PROMPT, null));

    static Stream<Arguments> rolesAndVendors() {
        return SchemaSubsetTests.ROLES.stream()
                .flatMap(role -> VENDORS.stream().map(vendor -> Arguments.of(role, vendor)));
    }

    @ParameterizedTest
    @MethodSource("rolesAndVendors")
    void theSchemaOfEveryRoleGoesToEveryModelInTheFormThatItTakes(String role, Vendor vendor) throws IOException {
        ObjectNode schema = SchemaSubsetTests.role(role);
        Adapted ready = adapt(vendor, schema);
        JsonNode sent = JsonTrees.read(ready.body());
        JsonNode format = vendor.isAnthropic() ? sent.at("/output_config/format") : sent.path("response_format");
        JsonNode asked = format.at(vendor.isAnthropic() ? "/schema" : "/json_schema/schema");

        switch (vendor.becomes()) {
            case WHOLE -> assertThat(asked).isEqualTo(schema);
            case SUBSET -> {
                boolean strict = format.at("/json_schema/strict").booleanValue(false);
                boolean checked =
                        strict || vendor.subset() != VendorSubset.OPENAI && vendor.subset() != VendorSubset.AZURE;
                assertThat(asked.isObject()).isTrue();
                if (checked && vendor.subset() != null) {
                    assertThat(vendor.subset().faults(asked)).isEmpty();
                }
                if (vendor.subset() == VendorSubset.OPENAI || vendor.subset() == VendorSubset.AZURE) {
                    assertThat(strict)
                            .isEqualTo(!List.of("requirements", "project_structure")
                                    .contains(role));
                }
                assertThat(ready.adapted())
                        .containsExactly(vendor.isAnthropic() ? "output_config.format" : "response_format");
            }
            case TOOL -> {
                assertThat(format.isMissingNode()).isTrue();
                String at = vendor.isAnthropic() ? "/tools/0/input_schema" : "/tools/0/function/parameters";
                assertThat(sent.at(at).path("properties").propertyNames())
                        .isEqualTo(schema.path("properties").propertyNames());
                assertThat(sent.path("tool_choice").isObject()).isTrue();
            }
            case JSON_OBJECT -> {
                assertThat(format).isEqualTo(JsonTrees.read("{\"type\":\"json_object\"}"));
                assertThat(sent.path("messages").toString())
                        .contains("conforms to this JSON Schema", "\\\"required\\\"");
            }
            case PROMPT -> {
                assertThat(format.isMissingNode()).isTrue();
                assertThat(sent.path("system").stringValue()).contains("conforms to this JSON Schema", "\"required\"");
            }
        }
    }

    private static Adapted adapt(Vendor vendor, ObjectNode schema) {
        Operation operation = vendor.isAnthropic() ? Operation.MESSAGES : Operation.CHAT;
        ObjectNode body = JsonTrees.object().put("model", vendor.model());
        body.putArray("messages").addObject().put("role", "user").put("content", "x");
        if (vendor.isAnthropic()) {
            body.put("max_tokens", 4000);
            body.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", schema);
        } else {
            ObjectNode format =
                    body.putObject("response_format").put("type", "json_schema").putObject("json_schema");
            format.put("name", "role").put("strict", true).set("schema", schema);
        }
        return new Adaptation(
                        operation.protocol(),
                        vendor.model(),
                        TRAITS.of(vendor.catalogues(), vendor.model()),
                        Set.of(),
                        false)
                .of(operation, JsonEdits.of(JsonTrees.bytes(body)), Changes.NONE);
    }
}
