package io.quantumlayer.platform.host;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Names by which the service is called beside those of the loopback interface.
 *
 * @param allowed host names and IP addresses without a port; {@code *.example.org} stands for every name below
 */
@ConfigurationProperties("quantumlayer.hosts")
public record HostProperties(@DefaultValue List<String> allowed) {

    /** Variable that sets {@link #allowed}, separated by commas. */
    public static final String VARIABLE = "QL_ALLOWED_HOSTS";
}
