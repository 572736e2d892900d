package io.quantumlayer.worker.step;

import io.quantumlayer.platform.problem.UpstreamException;
import java.net.ConnectException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** What the starter's clients throw when a service has answered with an error. */
public final class Answered {

    private Answered() {}

    public static UpstreamException with(
            String service, int status, String detail, @Nullable String type, Map<String, Object> members) {
        return new UpstreamException(service, HttpStatusCode.valueOf(status), detail, type, members, null);
    }

    public static UpstreamException nothing(String service) {
        return UpstreamException.unreachable(service, new ConnectException("Connection refused"));
    }
}
