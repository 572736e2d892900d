package io.quantumlayer.gateway.status;

import java.util.Map;

/**
 * The state of the platform, in the original platform's JSON.
 *
 * @param services {@code healthy} or {@code unhealthy}, by the service's name
 */
record PlatformStatus(String platform, String version, Map<String, String> services) {}
