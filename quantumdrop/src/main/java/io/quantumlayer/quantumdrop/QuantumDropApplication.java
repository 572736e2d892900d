package io.quantumlayer.quantumdrop;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Runs, drops, journal, exports. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableScheduling
public class QuantumDropApplication {

    public static void main(String[] args) {
        SpringApplication.run(QuantumDropApplication.class, args);
    }
}
