package io.quantumlayer.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The controls of the Pod Security Standard "restricted", Kubernetes 1.34, those of "baseline" included. */
enum RestrictedControl {
    HOST_NAMESPACES(workload -> Stream.of("hostNetwork", "hostPID", "hostIPC")
            .filter(name -> "true".equals(String.valueOf(workload.pod().find(name))))),
    HOST_PROCESS(workload -> settings(workload, "windowsOptions.hostProcess").filter("true"::equals)),
    PRIVILEGED_CONTAINERS(workload -> settings(workload, "privileged").filter("true"::equals)),
    CAPABILITIES(workload -> workload.containers().stream()
            .filter(container ->
                    container.texts("securityContext.capabilities.drop").noneMatch("ALL"::equals)
                            || container
                                    .texts("securityContext.capabilities.add")
                                    .anyMatch(capability -> !capability.equals("NET_BIND_SERVICE")))
            .map(container -> container.text("name"))),
    HOST_PATH_VOLUMES(workload -> workload.pod()
            .each("volumes")
            .filter(volume -> volume.find("hostPath") != null)
            .map(volume -> volume.text("name"))),
    HOST_PORTS(workload -> workload.containers().stream()
            .flatMap(container -> container.each("ports"))
            .map(port -> port.find("hostPort"))
            .filter(Objects::nonNull)
            .map(String::valueOf)),
    HOST_PROBES(workload -> workload.containers().stream()
            .flatMap(container -> Stream.of(
                            "livenessProbe",
                            "readinessProbe",
                            "startupProbe",
                            "lifecycle.preStop",
                            "lifecycle.postStart")
                    .flatMap(probe -> Stream.of("httpGet", "tcpSocket")
                            .map(sort -> container.find(probe + "." + sort + ".host"))))
            .filter(Objects::nonNull)
            .map(String::valueOf)),
    APP_ARMOR(workload -> settings(workload, "appArmorProfile.type").filter("Unconfined"::equals)),
    SELINUX(workload ->
            Stream.concat(settings(workload, "seLinuxOptions.user"), settings(workload, "seLinuxOptions.role"))),
    PROC_MOUNT(workload -> settings(workload, "procMount").filter(type -> !type.equals("Default"))),
    SECCOMP(workload -> !allowed(workload.pod().find("securityContext.seccompProfile.type"))
                    || workload.containers().stream()
                            .map(container -> container.find("securityContext.seccompProfile.type"))
                            .anyMatch(type -> type != null && !allowed(type))
            ? Stream.of("no seccomp profile")
            : Stream.empty()),
    SYSCTLS(workload -> workload.pod().each("securityContext.sysctls").map(sysctl -> sysctl.text("name"))),
    VOLUME_TYPES(workload -> workload.pod()
            .each("volumes")
            .flatMap(volume -> volume.content().keySet().stream())
            .filter(type -> !type.equals("name") && !volumeTypes().contains(type))),
    PRIVILEGE_ESCALATION(workload -> workload.containers().stream()
            .filter(container -> !Boolean.FALSE.equals(container.find("securityContext.allowPrivilegeEscalation")))
            .map(container -> container.text("name"))),
    RUNNING_AS_NON_ROOT(workload -> workload.containers().stream()
            .filter(container -> !Boolean.TRUE.equals(Objects.requireNonNullElse(
                    container.find("securityContext.runAsNonRoot"),
                    Objects.requireNonNullElse(workload.pod().find("securityContext.runAsNonRoot"), false))))
            .map(container -> container.text("name"))),
    NON_ROOT_USER(workload -> settings(workload, "runAsUser").filter("0"::equals));

    private final Function<Workload, Stream<String>> violations;

    RestrictedControl(Function<Workload, Stream<String>> violations) {
        this.violations = violations;
    }

    /** What breaks this control; empty when it is kept. */
    List<String> violations(Workload workload) {
        return violations.apply(workload).toList();
    }

    private static boolean allowed(Object seccomp) {
        return Set.of("RuntimeDefault", "Localhost").contains(String.valueOf(seccomp));
    }

    private static Set<String> volumeTypes() {
        return Set.of(
                "configMap",
                "csi",
                "downwardAPI",
                "emptyDir",
                "ephemeral",
                "persistentVolumeClaim",
                "projected",
                "secret");
    }

    /** A setting of the pod's and every container's security context, wherever it is given. */
    private static Stream<String> settings(Workload workload, String path) {
        return Stream.concat(Stream.of(workload.pod()), workload.containers().stream())
                .map(part -> part.find("securityContext." + path))
                .filter(Objects::nonNull)
                .map(String::valueOf);
    }

    /** A pod that breaks this control and hardly another. */
    String broken() {
        Map<RestrictedControl, String> pods = Map.ofEntries(
                Map.entry(HOST_NAMESPACES, "hostNetwork: true"),
                Map.entry(HOST_PROCESS, "securityContext: {windowsOptions: {hostProcess: true}}"),
                Map.entry(PRIVILEGED_CONTAINERS, "containers: [{name: c, securityContext: {privileged: true}}]"),
                Map.entry(CAPABILITIES, "containers: [{name: c, securityContext: {capabilities: {drop: [NET_RAW]}}}]"),
                Map.entry(HOST_PATH_VOLUMES, "volumes: [{name: v, hostPath: {path: /}}]"),
                Map.entry(HOST_PORTS, "containers: [{name: c, ports: [{hostPort: 80}]}]"),
                Map.entry(HOST_PROBES, "containers: [{name: c, livenessProbe: {httpGet: {host: 10.0.0.1}}}]"),
                Map.entry(APP_ARMOR, "securityContext: {appArmorProfile: {type: Unconfined}}"),
                Map.entry(SELINUX, "securityContext: {seLinuxOptions: {role: sysadm_r}}"),
                Map.entry(PROC_MOUNT, "containers: [{name: c, securityContext: {procMount: Unmasked}}]"),
                Map.entry(SECCOMP, "securityContext: {seccompProfile: {type: Unconfined}}"),
                Map.entry(SYSCTLS, "securityContext: {sysctls: [{name: kernel.msgmax, value: '1'}]}"),
                Map.entry(VOLUME_TYPES, "volumes: [{name: v, nfs: {server: s, path: /}}]"),
                Map.entry(PRIVILEGE_ESCALATION, "containers: [{name: c}]"),
                Map.entry(RUNNING_AS_NON_ROOT, "containers: [{name: c}]"),
                Map.entry(NON_ROOT_USER, "securityContext: {runAsUser: 0}"));
        return Objects.requireNonNull(pods.get(this));
    }
}
