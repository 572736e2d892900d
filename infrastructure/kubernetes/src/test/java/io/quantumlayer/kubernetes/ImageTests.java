package io.quantumlayer.kubernetes;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The image of one service, built on nothing earlier in the same {@code mvn verify}; images.sh holds all of them to the same
 * and to the digests of our own jars, which an offline build leaves old in the bill of materials.
 */
class ImageTests {

    private static final Path TARGET = Path.of("../../parser/target");
    private static final Path TAR = TARGET.resolve("image-without-base.tar");
    private static final Path BILL_OF_MATERIALS = TARGET.resolve("image/app/sbom/application.cdx.json");
    private static final Pattern CLASSIFIER = Pattern.compile("[?&]classifier=([^&]+)");

    private static ImageTar image;

    @BeforeAll
    static void readTheImage() throws IOException {
        assumeTrue(Files.exists(TAR), "Only mvn verify of all modules builds it.");
        image = ImageTar.read(TAR);
    }

    @Test
    void theBillOfMaterialsListsTheJarsInTheImageAndNoOthers() throws IOException {
        assumeTrue(Files.exists(BILL_OF_MATERIALS), "An offline build makes no bill of materials.");
        DocumentContext bill = JsonPath.parse(BILL_OF_MATERIALS.toFile());
        List<Map<String, Object>> components = bill.read("$.components");

        assertThat(components)
                .extracting(ImageTests::jar)
                .containsExactlyInAnyOrderElementsOf(libraries().keySet());
        assertThat(components)
                .filteredOn(component -> !component.get("group").equals("io.quantumlayer"))
                .allSatisfy(component ->
                        assertThat(sha256(component)).isEqualTo(libraries().get(jar(component))));
    }

    @Test
    void theServiceItselfIsAJarAndWhatTheBillOfMaterialsDescribes() throws IOException {
        assumeTrue(Files.exists(BILL_OF_MATERIALS), "An offline build makes no bill of materials.");
        DocumentContext bill = JsonPath.parse(BILL_OF_MATERIALS.toFile());

        assertThat(image.digests().keySet())
                .filteredOn(path -> path.startsWith("app/") && !path.startsWith("app/libs/"))
                .contains("app/classpath/%s-%s.original.jar"
                        .formatted(
                                bill.<String>read("$.metadata.component.name"),
                                bill.<String>read("$.metadata.component.version")))
                .noneMatch(path -> path.endsWith(".class"));
    }

    @Test
    void theProcessIsNotRoot() {
        assertThat(image.config().<String>read("$.config.User")).isEqualTo("10001:10001");
    }

    @Test
    void theLabelsSayWhatItIs() {
        Map<String, String> labels = image.config().read("$.config.Labels");

        assertThat(labels)
                .containsEntry("org.opencontainers.image.title", "parser")
                .containsKeys("org.opencontainers.image.version", "org.opencontainers.image.description");
    }

    private static Map<String, String> libraries() {
        return image.digests().entrySet().stream()
                .filter(file -> file.getKey().startsWith("app/libs/"))
                .collect(toMap(file -> file.getKey().substring("app/libs/".length()), Map.Entry::getValue));
    }

    /** As Maven names it; only the package URL has the classifier. */
    private static String jar(Map<String, Object> component) {
        Matcher classifier = CLASSIFIER.matcher(component.get("purl").toString());
        return "%s-%s%s.jar"
                .formatted(
                        component.get("name"),
                        component.get("version"),
                        classifier.find() ? "-" + classifier.group(1) : "");
    }

    private static String sha256(Map<String, Object> component) {
        List<String> found = JsonPath.read(component, "$.hashes[?(@.alg == 'SHA-256')].content");
        return found.getFirst();
    }
}
