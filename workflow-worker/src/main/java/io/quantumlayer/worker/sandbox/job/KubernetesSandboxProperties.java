package io.quantumlayer.worker.sandbox.job;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Settings of the back end {@code kubernetes-job}.
 *
 * @param namespace where the Jobs run
 * @param image what they run in; built by {@code infrastructure/kubernetes/sandbox/build.sh}
 * @param runtimeClassName a runtime such as gVisor; the cluster's own by default
 * @param worker name of this worker, by which it finds Jobs that it left when it was killed
 * @param schedulingPatience how long a Job may wait for quota and for a node
 * @param startPatience how long a pod with a node may take to start, its image's pull included
 * @param cpuRequest CPU that a node must have free, as Kubernetes writes quantities
 * @param cpuLimit CPU that a Job may use
 * @param memoryRequest memory that a node must have free; the limit follows from the sandbox's own limits
 * @param ttl how long the remains of a Job are kept whose worker was killed
 */
@ConfigurationProperties("quantumlayer.sandbox.kubernetes")
public record KubernetesSandboxProperties(
        @DefaultValue("quantumlayer-sandbox") String namespace,
        @DefaultValue("quantumlayer/sandbox:1.0.0") String image,
        @Nullable String runtimeClassName,
        @DefaultValue("${HOSTNAME:worker}") String worker,
        @DefaultValue("60s") Duration schedulingPatience,
        @DefaultValue("3m") Duration startPatience,
        @DefaultValue("200m") String cpuRequest,
        @DefaultValue("2") String cpuLimit,
        @DefaultValue("512MB") DataSize memoryRequest,
        @DefaultValue("60s") Duration ttl) {}
