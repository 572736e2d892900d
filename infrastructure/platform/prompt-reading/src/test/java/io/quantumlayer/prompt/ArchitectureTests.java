package io.quantumlayer.prompt;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quantumlayer.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final String ROOT = "io.quantumlayer.prompt";

    @Test
    void keepsThePlatformsRules() {
        ArchitectureRules.verify(ROOT);
    }

    @Test
    void knowsNothingButTheFormatOfRequirementsAndHowFilesAreRead() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "..",
                        "io.quantumlayer.contracts.project",
                        "io.quantumlayer.platform.yaml",
                        "java..",
                        "org.jspecify..",
                        "com.fasterxml.jackson.annotation",
                        "org.atteo.evo.inflector")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(ROOT));
    }
}
