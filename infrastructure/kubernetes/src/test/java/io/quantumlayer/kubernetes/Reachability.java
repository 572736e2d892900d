package io.quantumlayer.kubernetes;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which pod may open a connection to which, by the NetworkPolicies of a composition: both ends have to allow it, and an
 * end that no policy selects allows everything.
 *
 * <p>Knows the parts of a policy that ours use: pod and namespace selectors by labels, numbered TCP ports.
 */
record Reachability(List<Manifest> policies, List<Workload> workloads) {

    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    static Reachability of(Composition composition) {
        return new Reachability(composition.objects("NetworkPolicy"), composition.workloads());
    }

    /** A connection that can be opened. */
    record Arrow(String caller, String callee, int port) implements Comparable<Arrow> {

        @Override
        public int compareTo(Arrow other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return caller + " -> " + callee + ":" + port;
        }
    }

    /** Every connection between two workloads that can be opened, to any port that a container has. */
    TreeSet<Arrow> arrows() {
        TreeSet<Arrow> arrows = new TreeSet<>();
        for (Workload caller : workloads) {
            for (Workload callee : workloads) {
                if (caller.equals(callee)) {
                    continue;
                }
                callee.container()
                        .each("ports")
                        .map(port -> port.number("containerPort"))
                        .filter(port -> passes(caller, callee, port))
                        .forEach(port -> arrows.add(new Arrow(caller.app(), callee.app(), port)));
            }
        }
        return arrows;
    }

    /** Whether both ends allow a connection. */
    boolean passes(Workload caller, Workload callee, int port) {
        return allows("Egress", caller, callee, port) && allows("Ingress", callee, caller, port);
    }

    /** Whether a workload may call an app of a namespace that is not of ours. */
    boolean mayLeaveFor(Workload workload, String namespace, String app, int port) {
        return rules("Egress", workload)
                .filter(rule -> rule.each("ports").anyMatch(allowed -> allowed.number("port") == port))
                .flatMap(rule -> rule.each("to"))
                .anyMatch(peer -> namespace(peer, workload.namespace()).equals(namespace)
                        && app.equals(peer.map("podSelector.matchLabels").get("app")));
    }

    /** Whether a workload may ask for names. */
    boolean resolvesNames(Workload workload) {
        return rules("Egress", workload)
                .anyMatch(rule -> rule.each("to")
                                .anyMatch(peer -> peer.map("podSelector.matchLabels")
                                        .getOrDefault("k8s-app", "")
                                        .equals("kube-dns"))
                        && rule.each("ports")
                                .map(port -> port.text("protocol") + port.text("port"))
                                .toList()
                                .containsAll(List.of("UDP53", "TCP53")));
    }

    /** Ports at which a workload may call addresses outside the cluster, with the blocks of addresses. */
    List<String> outside(Workload workload) {
        return rules("Egress", workload)
                .flatMap(rule -> rule.each("to")
                        .filter(peer -> peer.find("ipBlock") != null)
                        .flatMap(peer ->
                                rule.each("ports").map(port -> peer.text("ipBlock.cidr") + ":" + port.text("port"))))
                .sorted()
                .toList();
    }

    /** Ports at which anybody at all may call a workload. */
    List<Integer> open(Workload workload) {
        return rules("Ingress", workload)
                .filter(rule -> rule.find("from") == null)
                .flatMap(rule -> rule.each("ports"))
                .map(port -> port.number("port"))
                .toList();
    }

    /** Whether some policy selects it for both directions. */
    boolean isGuarded(Workload workload) {
        return Stream.of("Ingress", "Egress")
                .allMatch(direction -> selecting(direction, workload).findAny().isPresent());
    }

    private boolean allows(String direction, Workload own, Workload other, int port) {
        return selecting(direction, own).findAny().isEmpty()
                || rules(direction, own).anyMatch(rule -> allows(rule, direction, own, other, port));
    }

    private static boolean allows(Manifest rule, String direction, Workload own, Workload other, int port) {
        String side = direction.equals("Egress") ? "to" : "from";
        Predicate<Manifest> names = peer -> peer.find("ipBlock") == null
                && namespace(peer, own.namespace()).equals(other.namespace())
                && selects(peer.part("podSelector"), other);
        return rule.each("ports")
                        .anyMatch(allowed -> allowed.text("protocol").equals("TCP") && allowed.number("port") == port)
                && (rule.find(side) == null || rule.each(side).anyMatch(names));
    }

    private static String namespace(Manifest peer, String own) {
        return peer.map("namespaceSelector.matchLabels").getOrDefault(NAMESPACE, own);
    }

    private Stream<Manifest> rules(String direction, Workload workload) {
        return selecting(direction, workload).flatMap(policy -> policy.each("spec." + direction.toLowerCase()));
    }

    private Stream<Manifest> selecting(String direction, Workload workload) {
        return policies.stream()
                .filter(policy -> policy.namespace().equals(workload.namespace()))
                .filter(policy -> policy.texts("spec.policyTypes").anyMatch(direction::equals))
                .filter(policy -> selects(policy.part("spec.podSelector"), workload));
    }

    static boolean selects(Manifest selector, Workload workload) {
        Map<String, String> labels = workload.labels();
        return workload.matches(selector.map("matchLabels"))
                && selector.each("matchExpressions").allMatch(expression -> {
                    if (!expression.text("operator").equals("In")) {
                        throw new AssertionError("only In is understood: " + expression.content());
                    }
                    return expression
                            .texts("values")
                            .anyMatch(value -> value.equals(labels.get(expression.text("key"))));
                });
    }
}
