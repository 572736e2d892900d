package io.quantumlayer.metaprompt;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Versioned prompt templates, rendering, enhancement. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class MetaPromptEngineApplication {

    public static void main(String[] args) {
        SpringApplication.run(MetaPromptEngineApplication.class, args);
    }
}
