package io.quantumlayer.contracts.parser;

import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/** The parser, as the other services call it. */
@HttpExchange
public interface ParserClient {

    /** Analyses the files of a project together; 422 for an unsupported language, naming the supported ones. */
    @PostExchange("/api/v1/project")
    ProjectReport analyse(@RequestBody ProjectRequest request);
}
