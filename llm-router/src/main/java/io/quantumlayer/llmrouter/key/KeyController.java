package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.platform.problem.FieldError;
import io.quantumlayer.platform.problem.ProblemException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The admin API of keys. Never shows a secret but in the answer that creates it, and never a hash. */
@RestController
@RequestMapping({"/api/v1/llm/keys", "/api/v1/keys"})
class KeyController {

    private static final String AUTHORIZATION = "Authorization";

    private final AdminAccess access;
    private final KeyAdministration keys;

    KeyController(AdminAccess access, KeyAdministration keys) {
        this.access = access;
        this.keys = keys;
    }

    /** What a key shall allow; on a change, what is absent stays. */
    record KeyRequest(
            @JsonProperty("owner") @Nullable String owner,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("models") @Nullable List<String> models,
            @JsonProperty("rpm") @Nullable Long rpm,
            @JsonProperty("tpm") @Nullable Long tpm,
            @JsonProperty("concurrency") @Nullable Integer concurrency,
            @JsonProperty("budget") @Nullable Budget budget,
            @JsonProperty("expires") @Nullable Instant expires) {

        void check(boolean isNew) {
            List<FieldError> errors = new ArrayList<>();
            if (isNew && (owner == null || owner.isBlank())) {
                errors.add(new FieldError("owner", "is missing"));
            }
            positive(errors, "rpm", rpm);
            positive(errors, "tpm", tpm);
            positive(errors, "concurrency", concurrency);
            if (budget != null && !budget.isValid()) {
                errors.add(
                        new FieldError(
                                "budget",
                                "needs usd, from 0 to below 10⁹ with at most nine decimals, and period: day, week, month or total"));
            }
            if (!errors.isEmpty()) {
                throw ProblemException.invalid(errors);
            }
        }

        private static void positive(List<FieldError> errors, String field, @Nullable Number value) {
            if (value != null && (value.longValue() < 1 || value.longValue() > RateLimit.MOST)) {
                errors.add(new FieldError(field, "must be between 1 and 10¹⁰"));
            }
        }

        VirtualKey over(VirtualKey key) {
            return new VirtualKey(
                    key.id(),
                    key.digest(),
                    owner == null ? key.owner() : owner,
                    name == null ? key.name() : name,
                    models == null ? key.models() : List.copyOf(models),
                    rpm == null ? key.rpm() : rpm,
                    tpm == null ? key.tpm() : tpm,
                    concurrency == null ? key.concurrency() : concurrency,
                    budget == null ? key.budget() : budget,
                    expires == null ? key.expires() : expires,
                    key.revoked());
        }
    }

    /**
     * A key.
     *
     * @param secret what callers send; in the answer to its creation alone
     * @param spentUsd US dollars that this replica has spent of the present period's budget
     */
    record KeyView(
            @JsonProperty("id") String id,
            @JsonProperty("secret") @Nullable String secret,
            @JsonProperty("owner") String owner,
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("models") List<String> models,
            @JsonProperty("rpm") @Nullable Long rpm,
            @JsonProperty("tpm") @Nullable Long tpm,
            @JsonProperty("concurrency") @Nullable Integer concurrency,
            @JsonProperty("budget") @Nullable Budget budget,
            @JsonProperty("expires") @Nullable Instant expires,
            @JsonProperty("revoked") @Nullable Instant revoked,
            @JsonProperty("spent_usd") @Nullable BigDecimal spentUsd) {

        static KeyView of(VirtualKey key, @Nullable String secret, @Nullable Purse purse) {
            return new KeyView(
                    key.id(),
                    secret,
                    key.owner(),
                    key.name(),
                    key.models(),
                    key.rpm(),
                    key.tpm(),
                    key.concurrency(),
                    key.budget(),
                    key.expires(),
                    key.revoked(),
                    purse == null ? null : BigDecimal.valueOf(purse.spent(), 9));
        }
    }

    /** All keys, of file and database. */
    record KeyList(@JsonProperty("keys") List<KeyView> keys) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    KeyView create(
            @RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization,
            @RequestBody KeyRequest request) {
        access.check(authorization);
        request.check(true);
        String owner = request.owner() == null ? "" : request.owner();
        KeyAdministration.Created created = keys.create(digest -> request.over(new VirtualKey(
                KeyAdministration.newId(), digest, owner, null, List.of(), null, null, null, null, null, null)));
        return KeyView.of(created.key(), created.secret(), null);
    }

    @GetMapping
    KeyList list(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization) {
        access.check(authorization);
        return new KeyList(keys.all().stream()
                .map(account -> KeyView.of(account.key(), null, account.purse()))
                .toList());
    }

    @PatchMapping("/{id}")
    KeyView change(
            @RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String id,
            @RequestBody KeyRequest request) {
        access.check(authorization);
        request.check(false);
        return KeyView.of(keys.change(id, request::over), null, null);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(
            @RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String id) {
        access.check(authorization);
        keys.revoke(id);
    }
}
