package io.quantumlayer.worker.stage;

import io.quantumlayer.contracts.parser.ParserClient;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.ProjectRequest;
import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.platform.problem.UpstreamException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the parser about a project; a language that it does not know is an answer, not an error. */
@Component
final class CodeAnalysis {

    private static final int UNSUPPORTED = 422;

    private final ParserClient parser;

    CodeAnalysis(ParserClient parser) {
        this.parser = parser;
    }

    Optional<ProjectReport> of(String language, List<DropFile> files) {
        try {
            return Optional.of(parser.analyse(new ProjectRequest(
                    language,
                    files.stream()
                            .map(file -> new SourceText(file.path(), file.content()))
                            .toList())));
        } catch (UpstreamException e) {
            if (e.status().value() == UNSUPPORTED) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
