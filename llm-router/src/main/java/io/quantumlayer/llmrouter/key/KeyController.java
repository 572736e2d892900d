package io.quantumlayer.llmrouter.key;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.llmrouter.price.Usd;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
import tools.jackson.databind.node.ObjectNode;

/** The admin API of keys. Never shows a secret but in the answer that creates it, and never a hash. */
@RestController
@RequestMapping({"/api/v1/llm/keys", "/api/v1/keys"})
class KeyController {

    private static final String AUTHORIZATION = "Authorization";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final AdminAccess access;
    private final KeyAdministration keys;

    KeyController(AdminAccess access, KeyAdministration keys) {
        this.access = access;
        this.keys = keys;
    }

    /**
     * A key.
     *
     * @param secret what callers send; in the answer to its creation alone
     * @param spentUsd US dollars that all replicas have spent of the present period's budget
     * @param reservedUsd US dollars that this replica has set aside for calls that are running
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
            @JsonProperty("spent_usd") @Nullable BigDecimal spentUsd,
            @JsonProperty("reserved_usd") @Nullable BigDecimal reservedUsd) {

        static KeyView of(VirtualKey key, @Nullable String secret, @Nullable Balance balance) {
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
                    balance == null ? null : Usd.ofNanos(balance.spentEverywhere()),
                    balance == null ? null : Usd.ofNanos(balance.reserved()));
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
        KeyAdministration.Created created = keys.create(digest -> request.key(KeyAdministration.newId(), digest, null));
        return KeyView.of(created.key(), created.secret(), null);
    }

    @GetMapping
    KeyList list(@RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization) {
        access.check(authorization);
        return new KeyList(keys.all().stream()
                .map(account -> KeyView.of(account.key(), null, account.balance()))
                .toList());
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    @Operation(
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            description = "What is absent stays, what is null goes (RFC 7396).",
                            content = {
                                @Content(mediaType = MERGE_PATCH, schema = @Schema(implementation = KeyRequest.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = KeyRequest.class))
                            }))
    KeyView change(
            @RequestHeader(name = AUTHORIZATION, required = false) @Nullable String authorization,
            @PathVariable String id,
            @RequestBody byte[] body) {
        access.check(authorization);
        ObjectNode patch = KeyRequest.patch(body);
        return KeyView.of(
                keys.change(id, key -> KeyRequest.patched(key, patch).key(key.id(), key.digest(), key.revoked())),
                null,
                null);
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
