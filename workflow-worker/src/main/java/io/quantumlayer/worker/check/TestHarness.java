package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.worker.check.report.GoJsonReport;
import io.quantumlayer.worker.check.report.TestReport;
import io.quantumlayer.worker.language.LanguageProfile;
import io.quantumlayer.worker.language.TestReportFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;

/**
 * One run of a project's tests: what is put beside the project, the command, and how the report is told from what the
 * project itself prints. A word that is new for each run stands where the report begins, or in the name of a test that
 * ends each package.
 */
final class TestHarness {

    private static final String FOLDER = ".quantumlayer/runner/";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final LanguageProfile profile;
    private final List<DropFile> project;
    private final String token;
    private final List<DropFile> ends;

    private TestHarness(LanguageProfile profile, List<DropFile> project, String token) {
        this.profile = profile;
        this.project = project;
        this.token = token;
        this.ends = profile.report() == TestReportFormat.GO_JSON ? GoPackageEnds.of(project, token) : List.of();
    }

    /** Prepares a run. */
    public static TestHarness of(LanguageProfile profile, List<DropFile> project) {
        byte[] word = new byte[16];
        RANDOM.nextBytes(word);
        return new TestHarness(profile, project, HexFormat.of().formatHex(word));
    }

    /** The project with the runner. */
    public List<DropFile> files() {
        List<DropFile> files = new ArrayList<>(project);
        files.addAll(ends);
        String runner = profile.runner();
        if (runner != null) {
            files.add(new DropFile(FOLDER + runner, text(runner)));
        }
        return files;
    }

    /** Runs the tests, and prints the report after everything else. */
    public String shell() {
        return !reportsApart() ? profile.verifyTest() : """
                REPORT=$(mktemp -d)/report && : > "$REPORT" || exit 1
                ( %s )
                code=$?
                printf '\\n%%s\\n' '%s'
                cat "$REPORT"
                exit $code
                """.formatted(profile.verifyTest(), mark());
    }

    /** Reads the report. */
    public TestReport report(String output) {
        TestReport report = TestReport.read(profile.report(), reportOf(output));
        if (ends.isEmpty()) {
            return report;
        }
        String end = GoPackageEnds.test(token);
        long ended =
                report.tests().stream().filter(test -> test.name().equals(end)).count();
        return new TestReport(
                report.tests().stream().filter(test -> !test.name().equals(end)).toList(),
                ended < ends.size() ? incomplete(report.incomplete(), ended) : report.incomplete());
    }

    private String incomplete(@Nullable String known, long ended) {
        return known != null
                ? known
                : "the run of the tests ended before its end: %d of %d packages came to theirs"
                        .formatted(ended, ends.size());
    }

    /** What the project and its compilers printed, as a user would see it. */
    public String log(String output) {
        int report = reportsApart() ? output.lastIndexOf(mark()) : -1;
        String printed = report < 0 ? output : output.substring(0, report).stripTrailing() + "\n";
        if (profile.report() != TestReportFormat.GO_JSON) {
            return printed;
        }
        return GoJsonReport.plain(printed)
                .lines()
                .filter(line -> !line.contains(token))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private boolean reportsApart() {
        return profile.verifyTest().contains("$REPORT");
    }

    private String mark() {
        return "report " + token;
    }

    /** The last mark counts: whatever the project printed came before it. */
    private String reportOf(String output) {
        if (!reportsApart()) {
            return output;
        }
        int mark = output.lastIndexOf(mark());
        return mark < 0 ? "" : output.substring(mark + mark().length()).stripLeading();
    }

    private static String text(String runner) {
        try (InputStream text = new ClassPathResource("runners/" + runner).getInputStream()) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
