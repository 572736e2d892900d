package io.quantumlayer.quantumdrop.journal;

import io.quantumlayer.contracts.quantumdrop.Event;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.NewEvent;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1/workflows/{workflowId}/events")
class JournalController {

    private final Journal journal;
    private final EventStream stream;
    private final JournalProperties properties;
    private final JsonMapper json;

    JournalController(Journal journal, EventStream stream, JournalProperties properties, JsonMapper json) {
        this.journal = journal;
        this.stream = stream;
        this.properties = properties;
        this.json = json;
    }

    @PostMapping
    ResponseEntity<Event> append(
            @PathVariable @NotBlank @Size(max = 255) @Pattern(regexp = NewDrop.NAME, message = NewDrop.NAME_MESSAGE)
                    String workflowId,
            @RequestBody @Valid NewEvent event) {
        if (json.writeValueAsBytes(event.payload()).length
                > properties.payload().toBytes()) {
            throw new ProblemException(
                    ProblemType.PAYLOAD_TOO_LARGE,
                    "The payload is larger than %s; events name drops, they do not carry contents."
                            .formatted(properties.payload()));
        }
        Journal.Appended appended = journal.append(workflowId, event);
        return ResponseEntity.status(appended.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(appended.event());
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    List<Event> list(
            @PathVariable String workflowId,
            @RequestParam(defaultValue = "0") @Min(0) long after,
            @RequestParam(defaultValue = "1000") @Min(1) @Max(10_000) int limit) {
        return journal.after(workflowId, after, limit);
    }

    /**
     * What whoever does not ask for JSON gets, so it names no type to produce. 204 when nothing is left to send: it
     * tells an EventSource not to come back.
     */
    @GetMapping
    ResponseEntity<Flux<ServerSentEvent<Event>>> stream(
            @PathVariable String workflowId,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "last_event_id", required = false) @Nullable String lastEventIdParameter) {
        long seq = position(lastEventId == null ? lastEventIdParameter : lastEventId);
        boolean over = journal.overAt(workflowId, seq);
        if (over && journal.after(workflowId, seq, 1).isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(stream.after(workflowId, seq, over));
    }

    private static long position(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isEmpty()) {
            return 0;
        }
        if (!lastEventId.matches("\\d{1,18}")) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Last-Event-ID must be the number of an event.")
                    .withErrors(List.of(new FieldError("last_event_id", "must be the number of an event")));
        }
        return Long.parseLong(lastEventId);
    }
}
