package io.quantumlayer.metaprompt.template;

import io.quantumlayer.contracts.llm.ChatMessage;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A template that can be rendered. Values are inserted as they are: Mustache inside a value is not interpreted. */
record PromptTemplate(TemplateDefinition definition, List<CompiledMessage> messages, JsonMapper json) {

    /**
     * Renders all messages.
     *
     * @throws ProblemException INVALID_REQUEST naming each variable that is missing, unknown or of the wrong type
     */
    List<ChatMessage> render(Map<String, ?> variables) {
        List<FieldError> errors = errors(variables);
        if (!errors.isEmpty()) {
            throw new ProblemException(
                            ProblemType.INVALID_REQUEST,
                            "The variables do not fit the template '" + definition.name() + "'.")
                    .withErrors(errors);
        }
        Map<String, @Nullable Object> values = new HashMap<>();
        definition.variables().forEach((name, variable) -> values.put(name, value(variable, variables.get(name))));
        return messages.stream()
                .map(message -> new ChatMessage(message.role(), message.render(values)))
                .toList();
    }

    private List<FieldError> errors(Map<String, ?> variables) {
        List<FieldError> errors = new ArrayList<>();
        definition.variables().forEach((name, variable) -> {
            Object value = variables.get(name);
            if (value == null && variable.required()) {
                errors.add(error(name, "is missing; give " + variable.type().description()));
            } else if (value != null && !variable.type().accepts(value)) {
                errors.add(error(name, "must be " + variable.type().description()));
            }
        });
        variables.keySet().stream()
                .filter(name -> !definition.variables().containsKey(name))
                .forEach(name -> errors.add(error(
                        name,
                        "is not a variable of this template; it has "
                                + definition.variables().keySet())));
        return errors;
    }

    private @Nullable Object value(TemplateDefinition.Variable variable, @Nullable Object given) {
        Object value = given == null ? variable.defaultValue() : given;
        if (value == null || variable.type() != VariableType.JSON) {
            return value;
        }
        return json.writeValueAsString(value).replace("`", "\\u0060");
    }

    private static FieldError error(String variable, String message) {
        return new FieldError("variables." + variable, message);
    }
}
