package io.quantumlayer.local;

import io.quantumlayer.testsupport.vendor.Author;
import io.quantumlayer.testsupport.vendor.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good model that knows one project: it reads the role off the prompt, as any model has to, and not off the request's
 * members, which differ by vendor.
 *
 * <p>The answers are resources below the project's name: one JSON file for each plan, and the files themselves.
 */
final class ScriptedProject implements Author {

    /** A project that no recipe of the built-in engine covers. */
    static final ScriptedProject TEMPERATURE = new ScriptedProject("temperature");

    /** What a user asks for to have {@link #TEMPERATURE}. */
    static final String TEMPERATURE_PROMPT =
            "Create a Python module that converts between Celsius, Fahrenheit and Kelvin and refuses temperatures"
                    + " below absolute zero";

    private static final Pattern ROLE = Pattern.compile("You are the ([a-z ]+) of a software project");
    private static final Pattern INPUT = Pattern.compile("Input:\\n```json\\n(.*?)\\n```", Pattern.DOTALL);

    private final String name;

    private ScriptedProject(String name) {
        this.name = name;
    }

    @Override
    public String answer(Prompt prompt) {
        return switch (role(prompt)) {
            case "product owner" -> plan("frd").toString();
            case "analyst" -> plan("requirements").toString();
            case "architect" -> plan("project_structure").toString();
            case "developer" -> file(input(prompt).path("path").asString()).toString();
            case "test planner" -> plan("test_plan").toString();
            case "tester" -> testSuite().toString();
            case "arbiter" -> judgement(input(prompt)).toString();
            case "writer" -> plan("documentation").toString();
            case String other -> throw new IllegalArgumentException("no script for the role '" + other + "'");
        };
    }

    /** Who the model is told to be. */
    static String role(Prompt prompt) {
        Matcher role = ROLE.matcher(prompt.text());
        if (!role.find()) {
            throw new IllegalArgumentException("the prompt names no role: " + prompt.text());
        }
        return role.group(1);
    }

    /** The block that the role works on. */
    static JsonNode input(Prompt prompt) {
        Matcher input = INPUT.matcher(prompt.text());
        if (!input.find()) {
            throw new IllegalArgumentException("the prompt has no input: " + prompt.text());
        }
        return Json.MAPPER.readTree(input.group(1));
    }

    private ObjectNode testSuite() {
        ObjectNode suite = Json.MAPPER.createObjectNode();
        ArrayNode files = suite.putArray("files");
        for (JsonNode file : plan("project_structure").path("files")) {
            if (file.path("kind").asString().equals("test")) {
                files.add(file(file.path("path").asString()));
            }
        }
        ArrayNode tests = suite.putArray("tests");
        for (JsonNode planned : plan("test_plan").path("cases")) {
            tests.addObject()
                    .put("name", "test_" + planned.path("name").asString().replace(' ', '_'))
                    .set("covers", planned.path("covers"));
        }
        return suite;
    }

    /** Its tests are right. */
    static ObjectNode judgement(JsonNode input) {
        ObjectNode judgement = Json.MAPPER.createObjectNode();
        ArrayNode verdicts = judgement.putArray("verdicts");
        for (JsonNode failure : input.path("failures")) {
            verdicts.addObject()
                    .put("test", failure.path("test").asString())
                    .put("at_fault", "code")
                    .put("reason", "The test asks for what the requirement says.");
        }
        return judgement;
    }

    private ObjectNode file(String path) {
        return Json.MAPPER.createObjectNode().put("path", path).put("content", resource("files/" + path));
    }

    private JsonNode plan(String schema) {
        return Json.MAPPER.readTree(resource(schema + ".json"));
    }

    private String resource(String path) {
        String full = "/%s/%s".formatted(name, path);
        try (InputStream stream = ScriptedProject.class.getResourceAsStream(full)) {
            if (stream == null) {
                throw new IllegalArgumentException("no script " + full);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
