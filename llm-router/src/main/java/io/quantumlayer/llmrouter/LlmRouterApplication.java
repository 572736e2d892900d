package io.quantumlayer.llmrouter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** OpenAI-compatible gateway to every model, and the built-in recipe engine. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class LlmRouterApplication {

    public static void main(String[] args) {
        SpringApplication.run(LlmRouterApplication.class, args);
    }
}
