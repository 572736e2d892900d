package io.quantumlayer.metaprompt.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TemplateReaderTests {

    private static final String GREETING = """
            name: greeting
            description: Greets somebody.
            type: chat
            variables:
              who: {type: string, required: true, description: whom to greet}
              times: {type: integer, default: 1, description: how often}
              title: {type: string, description: title of the person}
              data: {type: json, description: anything}
            messages:
              - role: user
                template: |-
                  Hello {{#title}}{{title}} {{/title}}{{who}}, {{times}} times.{{#data}} {{data}}{{/data}}
            """;

    private final TemplateReader reader = new TemplateReader();

    @Test
    void rendersValuesDefaultsAndEmptyOptions() {
        assertThat(render(Map.of("who", "Ada"))).isEqualTo("Hello Ada, 1 times.");
        assertThat(render(Map.of("who", "Ada", "title", "Countess", "times", 3)))
                .isEqualTo("Hello Countess Ada, 3 times.");
    }

    @Test
    void insertsValuesAsTheyAre() {
        assertThat(render(Map.of("who", "<b>{{times}}</b> & \"co\"")))
                .isEqualTo("Hello <b>{{times}}</b> & \"co\", 1 times.");
    }

    @Test
    void writesJsonSoThatItCannotEndAFence() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("code", "```\nend");
        data.put("a", List.of(1, true));

        String json = render(Map.of("who", "Ada", "data", data)).replaceFirst("Hello Ada, 1 times. ", "");

        assertThat(json).isEqualTo("{\"code\":\"\\u0060\\u0060\\u0060\\nend\",\"a\":[1,true]}");
        assertThat(JsonMapper.shared().readValue(json, Map.class)).isEqualTo(data);
    }

    @Test
    void namesEveryVariableThatDoesNotFit() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> render(Map.of("times", "three", "whom", "Ada")))
                .satisfies(problem -> assertThat(errors(problem))
                        .extracting(FieldError::field)
                        .containsExactly("variables.who", "variables.times", "variables.whom"));
    }

    @Test
    void refusesAFileThatBreaksTheSchemaNamingFileAndPlace() {
        assertBroken(GREETING.replace("role: user", "role: narrator"), "greeting.yaml", "/messages/0/role");
        assertBroken(GREETING.replace("type: chat", "type: text"), "/type");
        assertBroken(GREETING.replace("description: Greets somebody.\n", ""), "description");
    }

    @Test
    void refusesTextThatIsNoYamlNamingTheLine() {
        assertBroken("name: greeting\nmessages: [\n", "greeting.yaml", "line 3");
        assertBroken(GREETING + "name: again\n", "line 13", "name");
    }

    @Test
    void refusesMustacheThatDoesNotParse() {
        assertBroken(GREETING.replace("{{/title}}", ""), "/messages/0/template", "title");
    }

    @Test
    void refusesVariablesThatAreUsedButNotDeclaredOrDeclaredButNotUsed() {
        assertBroken(GREETING.replace("{{who}}", "{{whom}}"), "'whom' is not declared", "/variables/who");
    }

    @Test
    void refusesDefaultsThatContradictTheDeclaration() {
        assertBroken(GREETING.replace("default: 1", "default: one"), "/variables/times", "a whole number");
        assertBroken(GREETING.replace("default: 1", "default: 1, required: true"), "/variables/times", "no default");
    }

    private void assertBroken(String yaml, String... parts) {
        assertThatExceptionOfType(BrokenTemplateException.class)
                .isThrownBy(() -> reader.read("prompts/greeting.yaml", yaml))
                .satisfies(broken -> assertThat(broken.getMessage()).contains(parts));
    }

    private String render(Map<String, ?> variables) {
        return reader.read("prompts/greeting.yaml", GREETING)
                .render(variables)
                .getFirst()
                .content();
    }

    @SuppressWarnings("unchecked")
    private static List<FieldError> errors(ProblemException problem) {
        return (List<FieldError>) problem.members().get("errors");
    }
}
