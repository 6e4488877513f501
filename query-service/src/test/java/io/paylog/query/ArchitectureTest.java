package io.paylog.query;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.paylog.query", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule queries_know_nothing_of_the_command_service = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paylog.command..")
            .because("the two share the log and its language, and are deployed apart");

    @ArchTest
    static final ArchRule the_runtime_knows_no_projection = noClasses()
            .that()
            .resideInAPackage("io.paylog.query.projecting..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.paylog.query.payments..", "io.paylog.api.payments..", "io.paylog.api.queries..")
            .because("it runs all projections, and generations of them");

    @ArchTest
    static final ArchRule only_the_connections_know_the_event_store = noClasses()
            .that()
            .resideOutsideOfPackages("io.paylog.query.stores..", "io.paylog.query.web..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paylog.eventstore..")
            .because("projections read any log");

    @ArchTest
    static final ArchRule no_cycles =
            slices().matching("io.paylog.query.(**)").should().beFreeOfCycles();
}
