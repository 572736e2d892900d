package io.quantumlayer.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What sidecars know outside the cluster is what services are told to call there, and nothing else: the models' addresses, and a
 * PostgreSQL and a Temporal of somebody's own. Packages are fetched by nobody.
 */
class EgressTests {

    private static final String PROVIDERS = "../../llm-router/src/main/java/io/quantumlayer/llmrouter/provider/kind";
    private static final Pattern ADDRESS = Pattern.compile("return \"https://([a-z.]+)/");
    private static final String INSIDE = ".svc.cluster.local";
    private static final List<String> PARTS =
            List.of("istio", "istio-bedrock", "istio-azure-openai", "istio-postgresql", "istio-temporal");

    /** An overlay that names a region of Bedrock and an endpoint of Azure. */
    private static final String MODELS = "../src/test/resources/overlays/models";

    @Test
    void whereServersAreInTheClusterTheModelsAloneAreKnown() {
        assertThat(known(Composition.MESH.objects())).isEqualTo(models());
    }

    @Test
    void whatServicesAreToldToCallIsKnownAndNothingElse() {
        List<Manifest> objects = Manifest.parse(Composition.render(MODELS, PARTS));

        Set<String> wanted = new TreeSet<>(configured(objects));
        wanted.addAll(models());
        assertThat(known(objects)).isEqualTo(wanted);
        assertThat(wanted)
                .contains(
                        "bedrock-runtime.eu-central-1.amazonaws.com:443",
                        "somebody.openai.azure.com:443",
                        "postgresql.example.org:5432",
                        "temporal.example.org:7233");
    }

    @Test
    void serversOfOnesOwnAreKnownByTheAddressesThatServicesHave() {
        List<Manifest> objects = Composition.PRODUCTION_ISTIO_OWN_SERVERS.objects();

        Set<String> own = known(objects);
        own.removeAll(models());
        assertThat(own).isEqualTo(configured(objects)).hasSize(2);
    }

    /** A sidecar that knows a host is of no use to a pod whose NetworkPolicy does not let it out. */
    @Test
    void whatIsKnownIsLetOutByANetworkPolicyToo() {
        List<Manifest> objects = Manifest.parse(Composition.render(MODELS, PARTS));

        assertThat(objects)
                .filteredOn(object -> object.is("ServiceEntry"))
                .allSatisfy(entry -> assertThat(objects)
                        .filteredOn(object ->
                                object.is("NetworkPolicy") && object.namespace().equals(entry.namespace()))
                        .flatExtracting(policy -> policy.each("spec.egress").toList())
                        .filteredOn(egress -> egress.each("to").anyMatch(to -> to.find("ipBlock") != null))
                        .flatExtracting(egress -> egress.each("ports")
                                .map(port -> port.number("port"))
                                .toList())
                        .contains(entry.number("spec.ports.0.number")));
    }

    @Test
    void aPartWhoseSettingIsMissingIsRefusedByItsName() {
        assertThatThrownBy(() -> Composition.render("mesh", List.of("istio-bedrock")))
                .hasMessageContaining("AWS_BEDROCK_REGION");
    }

    /** Each host with its port, as {@code host:port}. */
    private static Set<String> known(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.is("ServiceEntry"))
                .flatMap(entry ->
                        entry.texts("spec.hosts").map(host -> host + ":" + entry.number("spec.ports.0.number")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The addresses that the router knows its providers by. */
    private static Set<String> models() {
        try (Stream<Path> kinds = Files.list(Path.of(PROVIDERS))) {
            return kinds.flatMap(EgressTests::addresses)
                    .map(host -> host + ":443")
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> addresses(Path source) {
        try {
            return ADDRESS.matcher(Files.readString(source)).results().map(match -> match.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Addresses outside the cluster in the settings of services. */
    private static Set<String> configured(List<Manifest> objects) {
        return objects.stream()
                .filter(object -> object.is("ConfigMap"))
                .flatMap(map -> map.map("data").entrySet().stream()
                        .flatMap(setting -> address(setting.getKey(), setting.getValue())))
                .filter(address -> !address.contains(INSIDE + ":"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> address(String variable, String value) {
        return switch (variable) {
            case "TEMPORAL_ADDRESS" -> Stream.of(value);
            case "AWS_BEDROCK_REGION" -> Stream.of("bedrock-runtime.%s.amazonaws.com:443".formatted(value));
            default ->
                Pattern.compile("^(?:jdbc:)?([a-z]+://[^?\\s]+)")
                        .matcher(value)
                        .results()
                        .map(EgressTests::hostAndPort);
        };
    }

    private static String hostAndPort(MatchResult found) {
        URI address = URI.create(found.group(1));
        return "%s:%d".formatted(address.getHost(), address.getPort() == -1 ? 443 : address.getPort());
    }
}
