package io.quantumlayer.llmrouter.provider;

import io.netty.handler.codec.http.HttpHeaders;
import io.quantumlayer.llmrouter.upstream.Endpoint;

/** Signs requests to a provider that wants more than a key in a header; must not wait for anything. */
interface RequestSigner {

    void sign(Endpoint endpoint, String path, byte[] body, HttpHeaders headers);
}
