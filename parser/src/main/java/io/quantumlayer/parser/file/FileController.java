package io.quantumlayer.parser.file;

import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.reading.Languages;
import io.quantumlayer.parser.reading.Reading;
import io.quantumlayer.parser.reading.SourceReader;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The paths below {@code /api/v1/parser} are the gateway's, which passes them on as they are. */
@RestController
class FileController {

    private final SourceReader reader;
    private final Findings findings;

    FileController(SourceReader reader, Findings findings) {
        this.reader = reader;
        this.findings = findings;
    }

    @PostMapping({"/parse", "/api/v1/parser/parse"})
    ParsedFile parse(@Valid @RequestBody FileRequest request) {
        return read(request, (path, tree, deadline) -> ParsedFile.of(tree, false, deadline));
    }

    @PostMapping({"/extract/functions", "/api/v1/parser/extract/functions"})
    ParsedFile extractFunctions(@Valid @RequestBody FileRequest request) {
        return read(request, (path, tree, deadline) -> ParsedFile.of(tree, true, deadline));
    }

    @PostMapping({"/analyze", "/api/v1/parser/analyze", "/api/v1/parser/validate"})
    AnalysedFile analyse(@Valid @RequestBody FileRequest request) {
        return read(request, (path, tree, deadline) -> AnalysedFile.of(path, tree, findings, deadline));
    }

    private <T> T read(FileRequest request, Reading<T> reading) {
        return reader.read(
                request.path(), request.code(), Languages.of(request.language(), request.filename()), reading);
    }
}
