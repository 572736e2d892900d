package io.quantumlayer.workflowapi.start;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.project.ProjectKey;
import io.quantumlayer.contracts.usage.RunBudget;
import io.quantumlayer.contracts.workflow.GenerationRequest;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Body of a start request; unknown members are ignored, as the original platform did. */
record StartRequest(
        @JsonProperty("id") @Nullable String id,
        @JsonProperty("prompt") @Nullable String prompt,
        @JsonProperty("language") @Nullable String language,
        @JsonProperty("type") @Nullable String type,
        @JsonProperty("framework") @Nullable String framework,
        @JsonProperty("generate_tests") @Nullable Boolean generateTests,
        @JsonProperty("generate_docs") @Nullable Boolean generateDocs,
        @JsonProperty("requirements") @Nullable Map<String, Object> requirements,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("budget") @Nullable RunBudget budget,
        @JsonProperty("approvals") @Nullable List<Object> approvals,
        @JsonProperty("callback_url") @Nullable String callbackUrl) {

    private static final int REPAIRS = 3;
    private static final int LONGEST_PROMPT = 100_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final int LONGEST_MODEL = 200;
    private static final Pattern MODEL = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,%d}".formatted(LONGEST_MODEL));

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9#+._ -]{1,50}");

    /**
     * The request with every default filled in.
     *
     * @throws ProblemException 400 naming each member that is wrong
     */
    GenerationRequest checked(@Nullable String owner) {
        List<FieldError> errors = new ArrayList<>();
        required(errors, "prompt", prompt, "say what to build");
        required(errors, "language", language, "name a programming language, such as python");
        required(errors, "type", type, "name the kind of project, such as function or api");
        if (prompt != null && prompt.length() > LONGEST_PROMPT) {
            errors.add(new FieldError("prompt", "must have at most %d characters".formatted(LONGEST_PROMPT)));
        }
        matches(errors, "language", language, NAME, "letters, digits and # + . _ - only, at most 50");
        matches(errors, "type", type, NAME, "letters, digits and # + . _ - only, at most 50");
        matches(errors, "framework", framework, NAME, "letters, digits and # + . _ - only, at most 50");
        matches(errors, "id", id, ID, "1 to 100 letters, digits, dots, hyphens or underscores, without / or blanks");
        matches(
                errors,
                "model",
                model,
                MODEL,
                "1 to %d letters, digits, signs and blanks, on one line".formatted(LONGEST_MODEL));
        checkProjectName(errors);
        if (approvals != null && !approvals.isEmpty()) {
            errors.add(new FieldError("approvals", "is not supported yet; leave it out, the run then never waits"));
        }
        if (callbackUrl != null) {
            errors.add(new FieldError(
                    "callback_url", "is not supported yet; leave it out and follow the run's events instead"));
        }
        checkBudget(errors);
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new GenerationRequest(
                Objects.requireNonNullElseGet(id, () -> UUID.randomUUID().toString()),
                Objects.requireNonNull(prompt),
                Objects.requireNonNull(language),
                Objects.requireNonNull(type),
                framework,
                Objects.requireNonNullElse(generateTests, true),
                Objects.requireNonNullElse(generateDocs, true),
                Objects.requireNonNullElse(requirements, Map.of()),
                model,
                budget,
                REPAIRS,
                owner);
    }

    private void checkProjectName(List<FieldError> errors) {
        Object name = requirements == null ? null : requirements.get("project_name");
        if (name == null || name instanceof String text && text.isEmpty()) {
            return;
        }
        if (!(name instanceof String text) || ProjectKey.of(text).isEmpty()) {
            errors.add(new FieldError("requirements.project_name", ProjectKey.RULE));
        }
    }

    private void checkBudget(List<FieldError> errors) {
        if (budget == null) {
            return;
        }
        positive(errors, "budget.usd", budget.usd());
        positive(errors, "budget.tokens", budget.tokens());
        positive(errors, "budget.calls", budget.calls());
        positive(errors, "budget.seconds", budget.seconds());
    }

    private static void positive(List<FieldError> errors, String field, @Nullable Number value) {
        if (value != null && !(value.doubleValue() > 0 && Double.isFinite(value.doubleValue()))) {
            errors.add(new FieldError(field, "must be a number greater than 0; leave it out for no limit"));
        }
    }

    private static void required(List<FieldError> errors, String field, @Nullable String value, String remedy) {
        if (value == null || value.isBlank()) {
            errors.add(new FieldError(field, "must not be blank; " + remedy));
        }
    }

    private static void matches(
            List<FieldError> errors, String field, @Nullable String value, Pattern pattern, String rule) {
        if (value != null && !value.isBlank() && !pattern.matcher(value).matches()) {
            errors.add(new FieldError(field, "has %s".formatted(rule)));
        }
    }
}
