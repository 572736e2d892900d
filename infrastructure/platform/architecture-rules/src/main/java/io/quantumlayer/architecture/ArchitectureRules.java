package io.quantumlayer.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The rules that modules keep; one test of each module calls {@link #verify}, or {@link #acyclic} where it has no service's shape. */
public final class ArchitectureRules {

    /** Packages of the services: none may use another's, contracts and starter excepted. */
    private static final List<String> SERVICES = List.of(
            "io.quantumlayer.gateway",
            "io.quantumlayer.workflowapi",
            "io.quantumlayer.worker",
            "io.quantumlayer.llmrouter",
            "io.quantumlayer.agents",
            "io.quantumlayer.metaprompt",
            "io.quantumlayer.parser",
            "io.quantumlayer.quantumdrop");

    private ArchitectureRules() {}

    /**
     * Checks the classes below a package.
     *
     * @param service root package of the module, such as {@code io.quantumlayer.parser}
     * @throws AssertionError naming every class that breaks a rule
     */
    public static void verify(String service) {
        JavaClasses classes = imported(service);
        rules(service).forEach(rule -> rule.allowEmptyShould(true).check(classes));
    }

    /**
     * Checks that no packages stand in a cycle, be it over several steps.
     *
     * @param root root package of the module, such as {@code io.quantumlayer.local}
     * @throws AssertionError naming each cycle
     */
    public static void acyclic(String root) {
        freeOfCycles().check(imported(root));
    }

    private static JavaClasses imported(String root) {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** Every package is a slice of its own, the root and nested ones included. */
    private static ArchRule freeOfCycles() {
        return slices().matching("io.quantumlayer.(**)").should().beFreeOfCycles();
    }

    private static List<ArchRule> rules(String service) {
        String[] others = SERVICES.stream()
                .filter(other -> !other.equals(service))
                .map(other -> other + "..")
                .toArray(String[]::new);
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(others)
                        .because("services talk over contracts, never over classes"),
                fields().should()
                        .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .andShould()
                        .notBeAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                        .because("dependencies come in through the constructor"),
                NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS,
                NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING,
                noClasses()
                        .should()
                        .resideInAnyPackage(
                                "..util..", "..common..", "..helper..", "..dto..", "..impl..", "..manager..")
                        .because("packages are named after what they are about"),
                classes()
                        .that()
                        .haveSimpleNameEndingWith("Impl")
                        .should()
                        .haveSimpleNameEndingWith("WorkflowImpl")
                        .orShould()
                        .haveSimpleNameEndingWith("ActivitiesImpl")
                        .because("only Temporal's interfaces have an Impl"),
                freeOfCycles(),
                deterministicWorkflows(),
                noClasses()
                        .that()
                        .areAssignableTo("org.springframework.web.server.WebFilter")
                        .or()
                        .areAssignableTo("org.springframework.cloud.gateway.filter.GlobalFilter")
                        .or()
                        .areAssignableTo("org.springframework.cloud.gateway.filter.GatewayFilter")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework.jdbc..", "io.temporal..")
                        .because("filters run on the event loop, which must not block"));
    }

    private static ArchRule deterministicWorkflows() {
        DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                "clock, random, threads or I/O",
                type -> List.of(
                                        "java.time.Clock",
                                        "java.util.Random",
                                        "java.security.SecureRandom",
                                        "java.util.concurrent.ThreadLocalRandom",
                                        "java.lang.Thread",
                                        "java.util.Timer",
                                        "java.net.URL")
                                .contains(type.getName())
                        || type.getPackageName().startsWith("java.io")
                                && !type.getName().equals("java.io.Serializable")
                                && !type.getName().equals("java.io.IOException")
                        || type.getPackageName().startsWith("java.nio.file")
                        || type.getPackageName().startsWith("java.net.http")
                        || type.getPackageName().startsWith("java.sql")
                        || type.getPackageName().startsWith("java.util.concurrent") && !isValue(type)
                        || type.getPackageName().startsWith("org.springframework.web")
                        || type.getPackageName().startsWith("org.springframework.jdbc"));
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("WorkflowImpl")
                .or()
                .areAnnotatedWith("io.quantumlayer.worker.run.WorkflowCode")
                .should()
                .dependOnClassesThat(forbidden)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.util.UUID.class, "randomUUID")
                .because("workflow code is replayed and must decide the same every time");
    }

    private static boolean isValue(JavaClass type) {
        return type.getName().equals("java.util.concurrent.TimeUnit")
                || type.getName().equals("java.util.concurrent.CancellationException");
    }
}
