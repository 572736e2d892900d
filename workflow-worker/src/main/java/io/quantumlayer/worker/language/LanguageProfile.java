package io.quantumlayer.worker.language;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How projects of a language are laid out, built and tested; the format is described in
 * {@code docs/reference/languages.md}.
 *
 * @param aliases other names of the language
 * @param layout where files go, for the models that write them
 * @param buildCommand shell command that a user runs in the project's folder
 * @param testCommand likewise for the tests
 * @param testConventions how tests are named and written, for the models that write them
 * @param verifyBuild the build as the sandbox runs it, in a form that is read by a program
 * @param verifyTest the tests as the sandbox runs them
 * @param report format of the test report
 * @param runner file of the class path's {@code runners} that runs the tests and writes the report to {@code $REPORT},
 *     apart from what the tests print; {@code null} for a runner that is a process of its own and reports what it prints
 * @param testPaths regular expression of the paths that a step which writes tests may write to
 * @param diagnostics regular expressions with the groups path and line, and where there are such, column and message
 * @param versionCommand prints the version of the toolchain; when it fails, there is none
 * @param environment variables of the sandbox
 * @param cacheCommand fills the directory {@code /cache} once for each toolchain version, or {@code null}; it is read-only
 *     afterwards
 */
public record LanguageProfile(
        @JsonProperty("language") String language,
        @JsonProperty("aliases") List<String> aliases,
        @JsonProperty("layout") String layout,
        @JsonProperty("build_command") String buildCommand,
        @JsonProperty("test_command") String testCommand,
        @JsonProperty("test_conventions") String testConventions,
        @JsonProperty("verify_build") String verifyBuild,
        @JsonProperty("verify_test") String verifyTest,
        @JsonProperty("report") TestReportFormat report,
        @JsonProperty("runner") @Nullable String runner,
        @JsonProperty("test_paths") String testPaths,
        @JsonProperty("diagnostics") List<String> diagnostics,
        @JsonProperty("version_command") String versionCommand,
        @JsonProperty("environment") Map<String, String> environment,
        @JsonProperty("cache_command") @Nullable String cacheCommand) {}
