package io.quantumlayer.worker.signature;

import com.nimbusds.jwt.JWTClaimsSet;
import io.quantumlayer.contracts.digest.Sha256;
import io.quantumlayer.contracts.quantumdrop.Drop;
import io.quantumlayer.contracts.quantumdrop.DropFile;
import io.quantumlayer.contracts.quantumdrop.NewDrop;
import io.quantumlayer.contracts.quantumdrop.StoredFile;
import io.quantumlayer.platform.identity.ServiceTokens;
import io.quantumlayer.platform.identity.TokenSigner;
import io.quantumlayer.platform.identity.TokenVerifier;
import io.quantumlayer.platform.identity.WorkerKeyProperties;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Signs drops before they are stored and knows them again: a run goes on from nothing that somebody else has put where
 * its own work belongs. The signature is a JWT without an end, in the drop's metadata, for the worker itself: it opens no
 * service. All workers of a platform have the same key, so a run may change from one to another.
 */
public final class DropSignatures {

    /** Metadata member that holds the signature. */
    static final String MEMBER = "signature";

    private static final String AUDIENCE = "drops";
    private static final String DIGEST = "digest";

    private final @Nullable TokenSigner signer;
    private final @Nullable TokenVerifier verifier;

    /** Without one of the two, what needs it fails and names the setting. */
    public DropSignatures(@Nullable TokenSigner signer, @Nullable TokenVerifier verifier) {
        this.signer = signer;
        this.verifier = verifier;
    }

    /** The drop with its signature in the metadata. */
    public NewDrop signed(NewDrop drop) {
        String signature = Objects.requireNonNull(
                        signer != null && signer.isReady() ? signer : null, "set " + WorkerKeyProperties.PRIVATE_KEY)
                .sign(new JWTClaimsSet.Builder()
                        .issuer(ServiceTokens.WORKER)
                        .audience(AUDIENCE)
                        .subject(drop.idempotencyKey())
                        .claim(DIGEST, SignedContent.digest(drop))
                        .build());
        Map<String, Object> metadata = new LinkedHashMap<>(Objects.requireNonNullElse(drop.metadata(), Map.of()));
        metadata.put(MEMBER, signature);
        return new NewDrop(
                drop.id(),
                drop.workflowId(),
                drop.requestId(),
                drop.stage(),
                drop.type(),
                drop.artifact(),
                metadata,
                drop.runId(),
                drop.idempotencyKey(),
                drop.files());
    }

    /**
     * Checks that a drop is as a worker stored it, for this workflow.
     *
     * @return the idempotency key that it was signed under
     * @throws ForeignDropException if it is not
     */
    public String keyOf(Drop drop, String workflowId) {
        Object signature = Objects.requireNonNullElse(drop.metadata(), Map.<String, Object>of())
                .get(MEMBER);
        if (!(signature instanceof String token)) {
            throw new ForeignDropException(drop, "it has no signature of the worker");
        }
        JWTClaimsSet claims = Objects.requireNonNull(
                        verifier != null && verifier.isReady() ? verifier : null,
                        "set " + WorkerKeyProperties.PUBLIC_KEY)
                .verified(token)
                .filter(signed -> List.of(AUDIENCE).equals(signed.getAudience()))
                .filter(signed -> ServiceTokens.WORKER.equals(signed.getIssuer()) && signed.getSubject() != null)
                .orElseThrow(() -> new ForeignDropException(drop, "its signature is not of this platform's worker"));
        if (!drop.workflowId().equals(workflowId) || !SignedContent.digest(drop).equals(claims.getClaim(DIGEST))) {
            throw new ForeignDropException(drop, "its signature is that of another drop");
        }
        return claims.getSubject();
    }

    /**
     * Checks that a drop is the one that a worker stored under this key.
     *
     * @throws ForeignDropException if it is not
     */
    public void check(Drop drop, String workflowId, String idempotencyKey) {
        if (!keyOf(drop, workflowId).equals(idempotencyKey)) {
            throw new ForeignDropException(drop, "it was signed for another step");
        }
    }

    /**
     * Checks that these are the files that a checked drop lists.
     *
     * @throws ForeignDropException if they are not
     */
    public void checkFiles(Drop drop, List<DropFile> contents) {
        Map<String, String> listed =
                drop.files().stream().collect(Collectors.toMap(StoredFile::path, StoredFile::sha256));
        Map<String, String> read =
                contents.stream().collect(Collectors.toMap(DropFile::path, file -> Sha256.hex(file.content())));
        if (!listed.equals(read)) {
            throw new ForeignDropException(drop, "its files are not those that it lists");
        }
    }
}
