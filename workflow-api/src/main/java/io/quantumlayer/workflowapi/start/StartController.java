package io.quantumlayer.workflowapi.start;

import io.quantumlayer.platform.identity.Identity;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Starts runs. */
@RestController
class StartController {

    private final WorkflowStarter starter;

    StartController(WorkflowStarter starter) {
        this.starter = starter;
    }

    @PostMapping({
        "/api/v1/workflows/generate-extended",
        "/api/v1/workflows/generate",
        "/api/v1/generate-extended",
        "/api/v1/generate"
    })
    @Operation(summary = "Starts a run of twelve stages; the same id with the same body starts nothing new")
    ResponseEntity<Started> start(@RequestBody StartRequest body, @Nullable Identity identity) {
        Started started = starter.start(body.checked(identity == null ? null : identity.subject()));
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/workflows/" + started.workflowId()))
                .body(started);
    }
}
