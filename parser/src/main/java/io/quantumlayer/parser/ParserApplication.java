package io.quantumlayer.parser;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Tree-sitter analysis: syntax, symbols, metrics, findings. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class ParserApplication {

    public static void main(String[] args) {
        SpringApplication.run(ParserApplication.class, args);
    }
}
