package io.quantumlayer.agents.task;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.quantumlayer.agents.role.Roles;
import io.quantumlayer.contracts.llm.RouterClient;
import io.quantumlayer.contracts.prompts.PromptsClient;
import io.quantumlayer.platform.model.LimitOverrides;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "llm-router", types = RouterClient.class)
@ImportHttpServices(group = "meta-prompt-engine", types = PromptsClient.class)
class TaskConfiguration {

    @Bean
    Tasks tasks(
            Roles roles,
            LimitOverrides limits,
            TaskProperties properties,
            TaskStore store,
            AnswerStore answers,
            Slots slots,
            PromptsClient prompts,
            RouterClient router) {
        RoleWork work = new RoleWork(prompts, new ModelCall(router, new Pace.Paces(), properties.rateLimitPatience()));
        return new Tasks(
                roles,
                properties,
                store,
                new TaskRunner(work, limits, slots, answers, TaskConfiguration::threads),
                InstantSource.system());
    }

    /** Threads that carry trace and identity of whoever hands them work, so that calls to other services pass them on. */
    private static ExecutorService threads() {
        return ContextExecutorService.wrap(
                Executors.newVirtualThreadPerTaskExecutor(),
                ContextSnapshotFactory.builder().build());
    }
}
