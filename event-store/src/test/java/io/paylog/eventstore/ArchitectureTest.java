package io.paylog.eventstore;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.paylog.eventstore", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_event_store_knows_nothing_of_payments_or_services = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.paylog.api..", "io.paylog.command..", "io.paylog.query..", "io.paylog.standalone..");

    @ArchTest
    static final ArchRule the_drivers_exceptions_are_understood_in_one_place = noClasses()
            .that()
            .doNotHaveSimpleName("MongoFailures")
            .and()
            .doNotHaveSimpleName("LogDatabase")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(com.mongodb.MongoException.class);

    @ArchTest
    static final ArchRule files_know_no_driver = noClasses()
            .that()
            .resideInAPackage("io.paylog.eventstore.transfer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.mongodb..");

    @ArchTest
    static final ArchRule the_log_does_not_know_what_it_is_copied_to = noClasses()
            .that()
            .resideInAPackage("io.paylog.eventstore")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paylog.eventstore.transfer");
}
