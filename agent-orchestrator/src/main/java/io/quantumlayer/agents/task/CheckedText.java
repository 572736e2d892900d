package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.AnswerSchema;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's text, read as the answer of a role: one JSON object, in a fence of {@code json} or without, and nothing else.
 *
 * @param answer the object, or {@code null} where there are violations
 * @param violations what is wrong, or empty
 */
record CheckedText(@Nullable Map<String, Object> answer, List<String> violations) {

    private static final int MOST_VIOLATIONS = 20;
    private static final Pattern FENCED = Pattern.compile("(?s)```(?:json)?\\s*\\n(.*)\\n\\s*```");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static CheckedText of(String text, AnswerSchema schema) {
        String plain = text.strip();
        Matcher fenced = FENCED.matcher(plain);
        try {
            JsonNode tree = JSON.readTree(fenced.matches() ? fenced.group(1) : plain);
            if (!tree.isObject()) {
                return broken("the answer is not one JSON object");
            }
            List<String> violations = schema.violations(tree);
            return violations.isEmpty()
                    ? new CheckedText(JSON.convertValue(tree, new TypeReference<Map<String, Object>>() {}), List.of())
                    : new CheckedText(
                            null, violations.stream().limit(MOST_VIOLATIONS).toList());
        } catch (JacksonException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            return broken("the answer is not one JSON object and nothing else" + place);
        }
    }

    static CheckedText broken(String violation) {
        return new CheckedText(null, List.of(violation));
    }
}
