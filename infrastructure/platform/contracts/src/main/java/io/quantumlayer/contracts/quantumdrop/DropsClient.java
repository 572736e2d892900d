package io.quantumlayer.contracts.quantumdrop;

import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** QuantumDrop, as the other services call it. */
@HttpExchange
public interface DropsClient {

    /** Stores a drop, or returns the one that is there under the same idempotency key. */
    @PostExchange("/api/v1/drops")
    Drop create(@RequestBody NewDrop drop);

    /** The drop with this id; 404 when there is none. */
    @GetExchange("/api/v1/drops/{id}")
    Drop drop(@PathVariable String id);

    /** The drop stored under an idempotency key, in a list of one, or an empty list. */
    @GetExchange("/api/v1/workflows/{workflowId}/stored")
    List<Drop> stored(@PathVariable String workflowId, @RequestParam("idempotency_key") String idempotencyKey);

    /** The files of a drop with their contents, sorted by path. */
    @GetExchange("/api/v1/drops/{id}/contents")
    List<DropFile> contents(@PathVariable String id);

    /** Appends to the run's journal. */
    @PostExchange("/api/v1/workflows/{workflowId}/events")
    Event append(@PathVariable String workflowId, @RequestBody NewEvent event);

    /** The run's journal, oldest first, up to a number of events. */
    @GetExchange(url = "/api/v1/workflows/{workflowId}/events", accept = "application/json")
    List<Event> events(@PathVariable String workflowId, @RequestParam("limit") int limit);

    /** The records of these runs, in no order; those that are not there are left out. */
    @PostExchange("/api/v1/runs/query")
    List<Run> runs(@RequestBody RunsQuery query);

    /** Writes the run's record. */
    @PutExchange("/api/v1/runs/{workflowId}")
    void recordRun(@PathVariable String workflowId, @RequestBody RunRecord run);
}
