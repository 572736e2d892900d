package io.quantumlayer.gateway.upstream;

import io.netty.handler.timeout.TimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What a service behind the gateway did instead of answering. */
enum UpstreamFault {
    UNREACHABLE,
    TOO_SLOW,
    BROKE_OFF;

    /** The fault that an error of a request shows; empty for an error that is not the service's. */
    static Optional<UpstreamFault> of(Throwable error) {
        return switch (error) {
            case ConnectException _ -> Optional.of(UNREACHABLE);
            case UnknownHostException _ -> Optional.of(UNREACHABLE);
            case NoRouteToHostException _ -> Optional.of(UNREACHABLE);
            case TimeoutException _ -> Optional.of(TOO_SLOW);
            case ResponseStatusException status
            when status.getStatusCode().isSameCodeAs(HttpStatus.GATEWAY_TIMEOUT) -> Optional.of(TOO_SLOW);
            case IOException _ -> Optional.of(BROKE_OFF);
            default -> Optional.empty();
        };
    }
}
