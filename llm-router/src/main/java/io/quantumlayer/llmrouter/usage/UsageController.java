package io.quantumlayer.llmrouter.usage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.key.AdminAccess;
import io.quantumlayer.llmrouter.key.Authoriser;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells what keys have used: a key its own, the administrator everyone's, and anybody where no key is configured. */
@RestController
class UsageController {

    private final UsageLedger ledger;
    private final @Nullable UsageStore store;
    private final Authoriser authoriser;
    private final AdminAccess access;

    UsageController(UsageLedger ledger, ObjectProvider<UsageStore> store, Authoriser authoriser, AdminAccess access) {
        this.ledger = ledger;
        this.store = store.getIfAvailable();
        this.authoriser = authoriser;
        this.access = access;
    }

    /**
     * Usage by key, model and day, that of a run also by step and round.
     *
     * @param steps sums of the steps of a run; absent where none is asked for
     * @param since when this router began to count; absent when the sums are those of the database
     */
    record Answer(
            @JsonProperty("since") @Nullable Instant since,
            @JsonProperty("calls") long calls,
            @JsonProperty("prompt_tokens") long promptTokens,
            @JsonProperty("completion_tokens") long completionTokens,
            @JsonProperty("cost_usd") BigDecimal costUsd,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("steps") @Nullable
            List<StepUsage> steps,

            @JsonProperty("usage") List<UsageRow> usage) {}

    @GetMapping({"/api/v1/usage", "/api/v1/llm/usage"})
    Answer usage(
            @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
            @RequestHeader(name = "x-api-key", required = false) @Nullable String apiKey,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String model,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(required = false) @Nullable String run) {
        UsageLedger.Question question =
                new UsageLedger.Question(visible(authorization, apiKey, key), model, from, to, run);
        if (store != null) {
            try {
                store.flush();
                return answer(null, run, store.rows(question));
            } catch (DataAccessException | TransactionException away) {
                return answer(ledger.since(), run, ledger.rows(question));
            }
        }
        return answer(ledger.since(), run, ledger.rows(question));
    }

    private @Nullable String visible(@Nullable String authorization, @Nullable String apiKey, @Nullable String asked) {
        if (access.allows(authorization) || !authoriser.isRequired() && !access.isOn()) {
            return asked;
        }
        String secret = apiKey != null ? apiKey : AdminAccess.token(authorization);
        String own = secret == null ? null : authoriser.keyId(secret);
        if (own == null) {
            throw new ProblemException(
                    ProblemType.UNAUTHORIZED,
                    "Send an API key, for its own usage, or the admin token, for everyone's.");
        }
        if (asked != null && !asked.equals(own)) {
            throw new ProblemException(ProblemType.FORBIDDEN, "A key sees its own usage alone.");
        }
        return own;
    }

    private static Answer answer(@Nullable Instant since, @Nullable String run, List<UsageRow> rows) {
        return new Answer(
                since,
                rows.stream().mapToLong(UsageRow::calls).sum(),
                rows.stream().mapToLong(UsageRow::promptTokens).sum(),
                rows.stream().mapToLong(UsageRow::completionTokens).sum(),
                rows.stream().map(UsageRow::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add),
                run == null ? null : StepUsage.of(rows),
                rows);
    }
}
