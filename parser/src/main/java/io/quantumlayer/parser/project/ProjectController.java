package io.quantumlayer.parser.project;

import io.quantumlayer.contracts.parser.FileReport;
import io.quantumlayer.contracts.parser.ParserClient;
import io.quantumlayer.contracts.parser.ProjectReport;
import io.quantumlayer.contracts.parser.ProjectRequest;
import io.quantumlayer.contracts.parser.SourceText;
import io.quantumlayer.parser.findings.Findings;
import io.quantumlayer.parser.imports.ImportOrigins;
import io.quantumlayer.parser.imports.ProjectNames;
import io.quantumlayer.parser.reading.Languages;
import io.quantumlayer.parser.reading.SourceReader;
import io.quantumlayer.parser.syntax.Language;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ProjectController implements ParserClient {

    private final SourceReader reader;
    private final Findings findings;
    private final ImportOrigins origins;

    ProjectController(SourceReader reader, Findings findings, ImportOrigins origins) {
        this.reader = reader;
        this.findings = findings;
        this.origins = origins;
    }

    @Override
    public ProjectReport analyse(ProjectRequest request) {
        check(request);
        Language language = Languages.of(request.language(), null);
        List<SourceText> sources = request.files().stream()
                .filter(file -> isSource(file.path(), language))
                .toList();
        List<SourceFileFacts> facts = reader.readAll(
                sources, language, (path, tree, deadline) -> SourceFileFacts.of(path, tree, findings, deadline));
        ProjectNames names = new ProjectNames();
        request.files().forEach(file -> names.addFile(file.path(), file.code()));
        facts.forEach(file -> names.addJavaPackage(file.javaPackage()));
        List<FileReport> reports = new ArrayList<>();
        for (int number = 0; number < sources.size(); number++) {
            reports.add(report(sources.get(number).path(), facts.get(number), names));
        }
        return new ProjectReport(language.id(), reports);
    }

    private FileReport report(String path, SourceFileFacts facts, ProjectNames names) {
        return new FileReport(
                path,
                facts.diagnostics(),
                facts.symbols(),
                facts.imports().stream()
                        .map(found -> origins.classify(facts.language(), path, found, names))
                        .toList(),
                facts.metrics(),
                facts.findings(),
                facts.tests());
    }

    private static boolean isSource(String path, Language language) {
        return Language.ofPath(path)
                .filter(found -> found == language || found == Language.JAVASCRIPT && language == Language.TYPESCRIPT)
                .isPresent();
    }

    private static void check(ProjectRequest request) {
        List<FieldError> errors = new ArrayList<>();
        if (request.language() == null || request.language().isBlank()) {
            errors.add(new FieldError("language", "must not be blank; one of " + Language.ids()));
        }
        if (request.files() == null) {
            errors.add(new FieldError("files", "must be there; send path and code of each file"));
        } else {
            for (int number = 0; number < request.files().size(); number++) {
                check(request.files().get(number), "files[%d]".formatted(number), errors);
            }
        }
        if (!errors.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The project cannot be analysed.")
                    .withErrors(errors);
        }
    }

    private static void check(SourceText file, String field, List<FieldError> errors) {
        if (file == null || file.path() == null || file.path().isBlank()) {
            errors.add(new FieldError(field + ".path", "must not be blank"));
        }
        if (file == null || file.code() == null) {
            errors.add(new FieldError(field + ".code", "must be there; an empty file has an empty text"));
        }
    }
}
