package io.quantumlayer.llmrouter.provider.kind;

/** Credentials that come from the surroundings of the process, and with which every request is signed. */
public interface KeylessAccess {

    /** Looks for them again, as they expire; says whether there are any. May take a while. */
    boolean refresh();

    /** Why the provider is off where there are none. */
    String lack();

    /** The signer of requests to a region. */
    RequestSigner signer(String region);
}
