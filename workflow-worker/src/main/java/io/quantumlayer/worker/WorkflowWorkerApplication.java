package io.quantumlayer.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The twelve stages, and the sandbox that runs what was generated. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class WorkflowWorkerApplication {

    public static void main(String[] args) {
        SpringApplication.run(WorkflowWorkerApplication.class, args);
    }
}
