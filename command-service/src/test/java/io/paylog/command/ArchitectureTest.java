package io.paylog.command;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.paylog.command");

    @Test
    void the_command_service_knows_nothing_of_the_query_service_or_the_stores_it_runs_on() {
        noClasses()
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("io.paylog..")
                        .and(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                                "io.paylog.command..",
                                "io.paylog.api..",
                                "io.paylog.eventstore..",
                                "io.paylog.web.."))))
                .check(SERVICE);
    }

    @Test
    void the_aggregate_knows_neither_clock_nor_chance_nor_log_nor_store() {
        noClasses()
                .that()
                .resideInAPackage("io.paylog.command.payments")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "com.mongodb..", "java.util.concurrent..", "java.io..", "java.nio..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.UUID")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVICE);
    }

    @Test
    void packages_form_no_cycles() {
        slices().matching("io.paylog.command.(**)").should().beFreeOfCycles().check(SERVICE);
    }

    @Test
    void endpoints_reach_payments_through_commands_alone() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Endpoint")
                .and()
                .resideInAPackage("io.paylog.command.payments..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("com.mongodb..", "io.paylog.eventstore..", "org.axonframework..")
                .check(SERVICE);
    }
}
