package io.quantumlayer.agents.task;

import io.quantumlayer.agents.role.AnswerSchema;
import io.quantumlayer.platform.model.Thoughts;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model's text, read as the answer of a role: a JSON object that keeps the role's schema. Thoughts, sentences and fences
 * around it are left out; of several such objects the last counts, which is the one that the model has settled on.
 *
 * @param answer the object, or {@code null} where there are violations
 * @param violations what is wrong, or empty
 */
record CheckedText(@Nullable Map<String, Object> answer, List<String> violations) {

    private static final int MOST_VIOLATIONS = 20;

    static CheckedText of(String answered, AnswerSchema schema) {
        String plain = AnswerText.plain(answered);
        JsonNode all = AnswerText.json(plain);
        if (all != null && all.isObject()) {
            return of(all, schema);
        }
        String text = Thoughts.takenOutOf(plain);
        CheckedText checked = lastOf(AnswerText.objects(text), schema);
        // What looked like the end of a thought may stand in a string of the answer, and a thought may lack its end.
        String more = Thoughts.endedTakenOutOf(plain);
        if (checked.answer != null || more.equals(text)) {
            return checked;
        }
        CheckedText whole = lastOf(AnswerText.objects(more), schema);
        return whole.answer != null || checked.equals(noObject()) ? whole : checked;
    }

    private static CheckedText lastOf(List<JsonNode> objects, AnswerSchema schema) {
        CheckedText last = noObject();
        for (JsonNode object : objects.reversed()) {
            CheckedText checked = of(object, schema);
            if (checked.answer != null) {
                return checked;
            }
            last = last.equals(noObject()) ? checked : last;
        }
        return last;
    }

    private static CheckedText of(JsonNode object, AnswerSchema schema) {
        List<String> violations = schema.violations(object);
        return violations.isEmpty()
                ? new CheckedText(
                        FileText.in(
                                JsonMapper.shared().convertValue(object, new TypeReference<Map<String, Object>>() {})),
                        List.of())
                : new CheckedText(
                        null, violations.stream().limit(MOST_VIOLATIONS).toList());
    }

    private static CheckedText noObject() {
        return broken("the answer is not one JSON object");
    }

    /** The same with what led to its violations before them. */
    CheckedText because(String cause) {
        return new CheckedText(
                answer, Stream.concat(Stream.of(cause), violations.stream()).toList());
    }

    static CheckedText broken(String violation) {
        return new CheckedText(null, List.of(violation));
    }
}
