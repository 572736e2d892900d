package io.quantumlayer.llmrouter.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.llmrouter.model.SchemaForm;
import io.quantumlayer.protocols.json.JsonTrees;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class SchemaSubsetTests {

    static final List<String> ROLES = List.of(
            "documentation",
            "failure_judgement",
            "frd",
            "project_structure",
            "requirements",
            "source_file",
            "test_plan",
            "test_suite");

    static Stream<Arguments> rolesAndVendors() {
        return ROLES.stream()
                .flatMap(role -> Stream.of(VendorSubset.values()).map(vendor -> Arguments.of(role, vendor)));
    }

    @ParameterizedTest
    @MethodSource("rolesAndVendors")
    void everyVendorTakesTheSchemaOfEveryRole(String role, VendorSubset vendor) throws IOException {
        SchemaSubset subset =
                subset(role(role), SchemaForm.valueOf(vendor.name())).orElseThrow();

        // What is asked for without strictness is not checked by those who have a strict mode.
        if (subset.strict()) {
            assertThat(vendor.faults(subset.schema())).isEmpty();
        } else {
            assertThat(role).isIn("requirements", "project_structure");
            assertThat(vendor).isIn(VendorSubset.OPENAI, VendorSubset.AZURE, VendorSubset.GROQ);
        }
    }

    static Stream<Arguments> shapesAndVendors() {
        return Stream.of(
                        "{'type':'object','properties':{'a':{'type':'string'},'b':{'type':'integer'}},'required':['a']}",
                        "{'type':'object','properties':{'a':{'oneOf':[{'type':'string'},{'type':'integer'}]}},'required':['a']}",
                        "{'type':'object','properties':{'a':{'const':'x'},'b':{'type':'string','enum':['x','y']},'c':{'enum':['x','y']}},'required':['a','b','c']}",
                        "{'type':'object','properties':{'a':{'type':'string','pattern':'^(?=a).b$','minLength':1,'maxLength':9}},'required':['a']}",
                        "{'type':'object','properties':{'a':{'type':'string','format':'email'},'b':{'type':'string','format':'uri'},'c':{'type':'string','format':'odd'}},'required':['a','b','c']}",
                        "{'type':'object','properties':{'a':{'$ref':'#/$defs/n'}},'required':['a'],'$defs':{'n':{'type':'object','properties':{'b':{'type':'string','minLength':1}},'required':['b'],'additionalProperties':false}}}",
                        "{'type':'object','properties':{'a':{'type':'integer','minimum':1,'maximum':9,'multipleOf':2},'b':{'type':'number','exclusiveMinimum':0,'exclusiveMaximum':1}},'required':['a','b']}",
                        "{'type':'object','properties':{'a':{'type':'array','items':{'type':'string'},'minItems':2,'maxItems':3,'uniqueItems':true}},'required':['a']}",
                        "{'type':'object','properties':{'a':{'type':'object','properties':{'b':{'type':'string'}},'required':['b'],'additionalProperties':true}},'required':['a'],'additionalProperties':true}",
                        "{'type':'object','properties':{'a':{'type':['string','null']},'b':{'type':'string','default':'x'}},'required':['a','b'],'not':{'required':['z']}}",
                        "{'allOf':[{'type':'object','properties':{'a':{'type':'string'}},'required':['a']},{'properties':{'b':{'type':'string'}},'required':['b']}]}",
                        "{'type':'object','properties':{'minLength':{'type':'string'},'oneOf':{'type':'string'}},'required':['minLength','oneOf']}")
                .map(shape -> shape.replace('\'', '"'))
                .flatMap(shape -> Stream.of(VendorSubset.values()).map(vendor -> Arguments.of(shape, vendor)));
    }

    @ParameterizedTest
    @MethodSource("shapesAndVendors")
    void everyVendorTakesEveryShapeOfSchemaAndIsToldTheRest(String shape, VendorSubset vendor) {
        SchemaSubset subset = subset(shape, SchemaForm.valueOf(vendor.name())).orElseThrow();

        if (subset.strict() || vendor == VendorSubset.GROQ) {
            assertThat(vendor.faults(subset.schema())).isEmpty();
        }
        String said = JsonTrees.text(subset.schema());
        for (String keyword : List.of(
                "minLength",
                "maxLength",
                "pattern",
                "minimum",
                "maximum",
                "multipleOf",
                "exclusiveMinimum",
                "minItems",
                "maxItems",
                "uniqueItems",
                "not",
                "email",
                "odd")) {
            assertThat(said.contains(keyword)).as(keyword).isEqualTo(shape.contains('"' + keyword + '"'));
        }
        assertThat(subset.schema().path("properties").propertyNames())
                .containsAll(JsonTrees.read(shape).path("properties").propertyNames());
    }

    @Test
    void theFullSchemasWouldBeRefused() throws IOException {
        for (String role : ROLES) {
            assertThat(VendorSubset.ANTHROPIC.faults(role(role))).isNotEmpty();
            assertThat(VendorSubset.GEMINI.faults(role(role))).isNotEmpty();
        }
    }

    @Test
    void whatTheSubsetCannotSayIsToldInTheDescription() {
        ObjectNode schema = subset("""
                {"$schema":"x","type":"object","required":["a"],"properties":{
                 "a":{"type":"string","description":"a name","minLength":1,"pattern":"^x"},
                 "b":{"oneOf":[{"type":"integer","minimum":3},{"type":"null"}]},
                 "c":{"const":"k"},"d":{"type":"array","items":{"type":"string"},"minItems":2}}}""", SchemaForm.ANTHROPIC).orElseThrow().schema();

        assertThat(schema).isEqualTo(JsonTrees.read("""
                {"type":"object","required":["a"],"properties":{
                 "a":{"type":"string","description":"a name\\n\\n{minLength: 1, pattern: \\"^x\\"}"},
                 "b":{"anyOf":[{"type":"integer","description":"{minimum: 3}"},{"type":"null"}]},
                 "c":{"const":"k"},"d":{"type":"array","items":{"type":"string"},"description":"{minItems: 2}"}},
                 "additionalProperties":false}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"object","required":["a"],"properties":{"a":{"type":"string"}}} | true
            {"type":"object","properties":{"a":{"type":["string","null"]}}} | true
            {"type":"object","properties":{"a":{"anyOf":[{"type":"string"},{"type":"null"}]}}} | true
            {"type":"object","properties":{"a":{"type":"string"}}} | false
            {"type":"object","required":["a"],"properties":{"a":{"type":"object"}}} | false
            """)
    void aMemberThatMayBeAbsentButNotNullIsNotForcedByAStrictMode(String schema, boolean strict) {
        SchemaSubset subset = subset(schema, SchemaForm.OPENAI).orElseThrow();

        assertThat(subset.strict()).isEqualTo(strict);
        if (strict) {
            assertThat(VendorSubset.OPENAI.faults(subset.schema())).isEmpty();
            assertThat(subset.schema().path("required").path(0).asString()).isEqualTo("a");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"$defs":{"n":{"type":"object","properties":{"next":{"$ref":"#/$defs/n"}}}},"$ref":"#/$defs/n"}
            {"type":"object","additionalProperties":{"type":"integer"}}
            """)
    void whatAnthropicCannotSayAtAllHasNoSubset(String schema) {
        assertThat(subset(schema, SchemaForm.ANTHROPIC)).isEmpty();
    }

    @Test
    void partsThatAllHoldBecomeOne() {
        assertThat(subset("""
                {"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},
                 {"properties":{"b":{"type":"integer"}},"required":["b"]}]}""", SchemaForm.OPENAI).orElseThrow().schema()).isEqualTo(JsonTrees.read("""
                        {"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},
                         "required":["a","b"],"additionalProperties":false}"""));
    }

    private static Optional<SchemaSubset> subset(String schema, SchemaForm form) {
        return subset((ObjectNode) JsonTrees.read(schema), form);
    }

    private static Optional<SchemaSubset> subset(ObjectNode schema, SchemaForm form) {
        return SchemaSubset.of(schema, SchemaDialect.of(form).orElseThrow());
    }

    static ObjectNode role(String role) throws IOException {
        try (InputStream schema =
                SchemaSubsetTests.class.getResourceAsStream("/schemas/%s.schema.json".formatted(role))) {
            return (ObjectNode) JsonTrees.read(Objects.requireNonNull(schema).readAllBytes());
        }
    }
}
