package io.quantumlayer.platform.identity;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Passes the caller's identity on to the service that is called on the caller's behalf. */
public final class IdentityPropagation implements ClientHttpRequestInterceptor {

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        Identity identity = IdentityContext.current();
        if (identity != null) {
            request.getHeaders().set(Identity.HEADER, identity.token());
        }
        return execution.execute(request, body);
    }
}
