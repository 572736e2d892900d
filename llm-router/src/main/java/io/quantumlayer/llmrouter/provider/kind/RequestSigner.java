package io.quantumlayer.llmrouter.provider.kind;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.upstream.Endpoint;

/** Signs requests to a provider that wants more than a key in a header; must not wait for anything. */
public interface RequestSigner {

    /** Adds the signature to the headers. */
    void sign(Endpoint endpoint, String path, byte[] body, HttpHeaders headers);
}
