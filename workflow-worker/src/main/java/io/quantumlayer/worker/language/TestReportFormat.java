package io.quantumlayer.worker.language;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Formats of test reports that the sandbox reads. */
public enum TestReportFormat {
    /** Python's {@code unittest -v}. */
    @JsonProperty("unittest")
    UNITTEST,
    /** Test Anything Protocol, versions 12 to 14. */
    @JsonProperty("tap")
    TAP,
    /** {@code go test -json}, see {@code go doc test2json}. */
    @JsonProperty("go-json")
    GO_JSON
}
