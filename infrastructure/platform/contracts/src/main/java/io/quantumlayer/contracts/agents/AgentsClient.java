package io.quantumlayer.contracts.agents;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The agent orchestrator, as the other services call it. */
@HttpExchange("/api/v1/tasks")
public interface AgentsClient {

    /** Works on a task and returns when all its answers are there. */
    @PostExchange
    TaskResult run(@RequestBody TaskRequest request);
}
