package io.quantumlayer.metaprompt.enhancement;

import io.quantumlayer.contracts.prompts.EnhanceRequest;
import io.quantumlayer.contracts.prompts.EnhancedPrompt;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class EnhancementController {

    private final Enhancer enhancer;

    EnhancementController(Enhancer enhancer) {
        this.enhancer = enhancer;
    }

    @PostMapping({"/enhance", "/api/v1/enhance", "/api/v1/prompts/generate"})
    @Operation(summary = "Enhances a prompt and says which steps changed it")
    EnhancedPrompt enhance(@Valid @RequestBody EnhanceRequest request) throws InterruptedException {
        List<FieldError> errors = new ArrayList<>();
        check("language", request.language(), errors);
        check("type", request.type(), errors);
        if (request.model() != null && request.model().isBlank()) {
            errors.add(new FieldError("model", "must name a model; leave it out to enhance without one"));
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The request is not valid.").withErrors(errors);
        }
        return enhancer.enhance(request);
    }

    private static void check(String field, @Nullable String value, List<FieldError> errors) {
        if (value != null && !DetermineTarget.NAME.matcher(value).matches()) {
            errors.add(
                    new FieldError(field, "must be a name of at most 64 letters, digits and + # . _ / - on one line"));
        }
    }
}
