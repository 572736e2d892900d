package io.quantumlayer.workflowapi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** REST edge of Temporal: start, status, result, cancel. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class WorkflowApiApplication {

    public static void main(String[] args) {
        SpringApplication.run(WorkflowApiApplication.class, args);
    }
}
