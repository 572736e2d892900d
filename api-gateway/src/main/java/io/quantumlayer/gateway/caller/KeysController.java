package io.quantumlayer.gateway.caller;

import io.quantumlayer.platform.identity.IdentityIssuer;
import io.quantumlayer.platform.problem.ProblemException;
import io.quantumlayer.platform.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys of the identity tokens, for a mesh that checks them before a service does. */
@RestController
final class KeysController {

    static final String PATH = "/.well-known/jwks.json";

    private final IdentityIssuer tokens;

    KeysController(IdentityIssuer tokens) {
        this.tokens = tokens;
    }

    @GetMapping(path = PATH, produces = "application/jwk-set+json")
    @Operation(summary = "Public keys of the identity tokens (RFC 7517); the next one stands here before it signs")
    String keys() {
        // Not an empty set: whoever asks keeps what it gets for a while, and tries a fault again soon.
        return tokens.publicKeys()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "There is no public key yet: QL_IDENTITY_PUBLIC_KEY names the file that it is awaited in."));
    }
}
