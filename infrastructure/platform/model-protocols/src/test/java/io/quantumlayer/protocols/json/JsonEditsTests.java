package io.quantumlayer.protocols.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.IntNode;

class JsonEditsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | a   | { "b":[2.50], "c":{"x":1} }
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | b   | { "a" : 1 , "c":{"x":1} }
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | c   | { "a" : 1 , "b":[2.50] }
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | bc  | { "a" : 1 }
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | ac  | { "b":[2.50] }
            { "a" : 1 , "b":[2.50], "c":{"x":1} } | abc | {  }
            {"a":1,"b":2,"a":3}                   | a   | {"b":2}
            """)
    void takesMembersOutAndLeavesEveryOtherByte(String text, String members, String left) {
        JsonEdits edits = edits(text);
        members.chars().forEach(member -> edits.remove(String.valueOf((char) member)));

        assertThat(new String(edits.bytes(), StandardCharsets.UTF_8)).isEqualTo(left);
    }

    @Test
    void renamesAndReplacesAndAdds() {
        JsonEdits edits = edits("{\"old\": 1.50, \"m\":\"ü\", \"v\":[1]}");
        edits.rename("old", "new");
        edits.set("v", IntNode.valueOf(7));
        edits.set("more", IntNode.valueOf(8));

        assertThat(edits.value("new").decimalValue()).isEqualByComparingTo("1.50");
        assertThat(edits.mentions("old")).isFalse();
        assertThat(edits.members()).containsExactly("new", "m", "v", "more");
        assertThat(text(edits)).isEqualTo("{\"new\": 1.50, \"m\":\"ü\", \"v\":7,\"more\":8}");

        edits.remove("new");
        edits.remove("more");
        assertThat(text(edits)).isEqualTo("{\"m\":\"ü\", \"v\":7}");
    }

    @Test
    void whatIsNotChangedIsTheSameArray() {
        byte[] bytes = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

        assertThat(JsonEdits.of(bytes).bytes()).isSameAs(bytes);
    }

    @Test
    void changesTextsDeepInALargeValue() {
        String prompt = "x".repeat(20_000);
        JsonEdits edits = edits(
                "{\"messages\":[{\"content\":\"%s\",\"role\":\"developer\",\"odd\":[1]},{\"role\":\"user\"}],\"n\":1}"
                        .formatted(prompt));
        edits.walk("messages", new JsonWalk.Visitor() {
            @Override
            public @Nullable String text(String path, String text) {
                return path.equals("[].role") && text.equals("developer") ? "system" : null;
            }

            @Override
            public @Nullable String suffix(String path) {
                return path.equals("[].content") ? "\n\"end\"" : null;
            }

            @Override
            public boolean removes(String path) {
                return path.equals("[].odd");
            }
        });
        edits.set("n", IntNode.valueOf(2));

        assertThat(text(edits))
                .isEqualTo(
                        "{\"messages\":[{\"content\":\"%s\\n\\\"end\\\"\",\"role\":\"system\"},{\"role\":\"user\"}],\"n\":2}"
                                .formatted(prompt));
    }

    @Test
    void aValueThatWasChangedCanBeChangedFurther() {
        JsonEdits edits = edits("{\"messages\":[{\"role\":\"user\"}],\"n\":1}");
        edits.set("messages", JsonTrees.read("[{\"odd\":1,\"role\":\"developer\"},{\"role\":\"user\",\"odd\":[2]}]"));
        edits.set("tools", JsonTrees.read("[{\"odd\":1}]"));
        JsonWalk.Visitor visitor = new JsonWalk.Visitor() {
            @Override
            public @Nullable String text(String path, String text) {
                return text.equals("developer") ? "system" : null;
            }

            @Override
            public boolean removes(String path) {
                return path.equals("[].odd");
            }
        };
        edits.walk("messages", visitor);
        edits.walk("tools", visitor);
        edits.prepend("messages", JsonTrees.read("{\"role\":\"first\"}"));

        assertThat(text(edits))
                .isEqualTo(
                        "{\"messages\":[{\"role\":\"first\"},{\"role\":\"system\"},{\"role\":\"user\"}],\"n\":1,\"tools\":[{}]}");
    }

    private static JsonEdits edits(String text) {
        return JsonEdits.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(JsonEdits edits) {
        return new String(edits.bytes(), StandardCharsets.UTF_8);
    }
}
