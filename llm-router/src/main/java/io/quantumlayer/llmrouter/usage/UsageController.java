package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What was used, by key, model and day. */
@RestController
class UsageController {

    private final UsageLedger ledger;

    UsageController(UsageLedger ledger) {
        this.ledger = ledger;
    }

    /**
     * Sums.
     *
     * @param since when counting began: sums are this replica's, and are lost with it
     */
    record Usage(
            @JsonProperty("since") Instant since,
            @JsonProperty("usage") List<UsageLedger.Entry> usage) {}

    @GetMapping({"/api/v1/usage", "/api/v1/llm/usage"})
    Usage usage(
            @RequestParam(name = "key", required = false) @Nullable String key,
            @RequestParam(name = "model", required = false) @Nullable String model,
            @RequestParam(name = "from", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate from,
            @RequestParam(name = "to", required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable
                    LocalDate to) {
        return new Usage(
                ledger.since(),
                ledger.entries().stream()
                        .filter(entry -> key == null || entry.key().equals(key))
                        .filter(entry -> model == null || entry.model().equals(model))
                        .filter(entry -> from == null || !entry.day().isBefore(from))
                        .filter(entry -> to == null || !entry.day().isAfter(to))
                        .toList());
    }
}
