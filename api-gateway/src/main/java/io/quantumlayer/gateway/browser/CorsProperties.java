package io.quantumlayer.gateway.browser;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Web pages of other origins that may call.
 *
 * @param allowedOrigins origins such as {@code https://console.example.org}, without a path; empty for none
 */
@ConfigurationProperties("quantumlayer.gateway.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {}
