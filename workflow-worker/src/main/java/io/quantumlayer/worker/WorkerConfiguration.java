package io.quantumlayer.worker;

import io.quantumlayer.contracts.agents.AgentsClient;
import io.quantumlayer.contracts.parser.ParserClient;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.contracts.quantumdrop.DropsClient;
import io.quantumlayer.contracts.workflow.ExtendedCodeGenerationWorkflow;
import io.quantumlayer.worker.run.ExtendedCodeGenerationWorkflowImpl;
import io.quantumlayer.worker.signature.DropSignatures;
import io.quantumlayer.worker.step.EndedOutside;
import io.quantumlayer.worker.step.RunActivitiesImpl;
import io.quantumlayer.worker.step.StepActivities;
import io.quantumlayer.worker.step.StepHandler;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.service.registry.ImportHttpServices;
import tools.jackson.databind.json.JsonMapper;

/** The Temporal workers of this process: one for each role it has. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ImportHttpServices(group = "agent-orchestrator", types = AgentsClient.class)
@ImportHttpServices(group = "meta-prompt-engine", types = PromptsClient.class)
@ImportHttpServices(group = "parser", types = ParserClient.class)
@ImportHttpServices(group = "quantumdrop", types = DropsClient.class)
class WorkerConfiguration {

    @Bean
    StepActivities stepActivities(
            List<StepHandler> handlers, DropsClient drops, DropSignatures signatures, JsonMapper json) {
        return new StepActivities(handlers, drops, signatures, json);
    }

    @Bean
    RunActivitiesImpl runActivities(DropsClient drops) {
        return new RunActivitiesImpl(drops);
    }

    /** Any of the workers may tell; what is told is told once. */
    @Bean
    EndedOutside endedOutside(WorkflowClient client, DropsClient drops) {
        return new EndedOutside(client, drops, InstantSource.system());
    }

    @Bean
    WorkerFactory workerFactory(
            WorkflowClient client,
            WorkerProperties properties,
            StepActivities steps,
            RunActivitiesImpl run,
            ObjectProvider<WorkerInterceptor> interceptors) {
        WorkerFactory factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                        .build());
        if (properties.roles().contains(WorkerRole.GENERATOR)) {
            Worker worker = factory.newWorker(
                    ExtendedCodeGenerationWorkflow.TASK_QUEUE, options(properties, properties.activities()));
            worker.registerWorkflowImplementationTypes(ExtendedCodeGenerationWorkflowImpl.class);
            worker.registerActivitiesImplementations(run, steps);
        }
        if (properties.roles().contains(WorkerRole.VERIFIER)) {
            factory.newWorker(
                            ExtendedCodeGenerationWorkflow.VERIFICATION_TASK_QUEUE,
                            options(properties, properties.verifications()))
                    .registerActivitiesImplementations(steps);
        }
        return factory;
    }

    @Bean
    WorkerLifecycle workerLifecycle(WorkerFactory factory, WorkerProperties properties) {
        return new WorkerLifecycle(factory, properties.drain());
    }

    private static WorkerOptions options(WorkerProperties properties, int activities) {
        WorkerOptions.Builder options = WorkerOptions.newBuilder()
                .setMaxConcurrentActivityExecutionSize(activities)
                // Steps wait for other services most of the time.
                .setUsingVirtualThreadsOnActivityWorker(true)
                // On a busy machine a workflow thread may wait for a processor longer than the default of one second.
                .setDefaultDeadlockDetectionTimeout(
                        properties.deadlockDetection().toMillis())
                .setMaxHeartbeatThrottleInterval(properties.heartbeatThrottle())
                .setDefaultHeartbeatThrottleInterval(properties.heartbeatThrottle());
        properties.version().options().ifPresent(options::setDeploymentOptions);
        return options.build();
    }
}
