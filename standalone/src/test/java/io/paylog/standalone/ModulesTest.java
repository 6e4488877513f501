package io.paylog.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.paylog.eventstore.LogArchive;
import io.paylog.web.ServiceLog;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.PropertyResolver;

/** Here all modules meet, so here it shows whether their dependencies point one way. */
@AnalyzeClasses(packages = "io.paylog", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

    @ArchTest
    static final ArchRule dependencies_point_one_way = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.paylog..")
            .layer("standalone")
            .definedBy("io.paylog.standalone..")
            .layer("command service")
            .definedBy("io.paylog.command..")
            .layer("query service")
            .definedBy("io.paylog.query..")
            .layer("shared API")
            .definedBy("io.paylog.api..")
            .layer("event store")
            .definedBy("io.paylog.eventstore..")
            .layer("service web")
            .definedBy("io.paylog.web..")
            .layer("local stores")
            .definedBy("io.paylog.localstores..")
            .whereLayer("standalone")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("command service")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("query service")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("local stores")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("shared API")
            .mayOnlyBeAccessedByLayers("command service", "query service")
            .whereLayer("event store")
            .mayOnlyBeAccessedByLayers("command service", "query service", "standalone")
            .whereLayer("service web")
            .mayOnlyBeAccessedByLayers("command service", "query service")
            .ensureAllClassesAreContainedInArchitecture();

    /** What the log of a start repeats is Spring's own: name, version and address. */
    @ArchTest
    static final ArchRule settings_are_typed_records = noClasses()
            .that()
            .doNotBelongToAnyOf(ServiceLog.class)
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                    HasOwner.Predicates.With.owner(JavaClass.Predicates.assignableTo(PropertyResolver.class))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Value.class)
            .because("docs/configuration.md lists what the records have");

    @ArchTest
    static final ArchRule only_local_stores_read_the_environment = noClasses()
            .that()
            .resideOutsideOfPackage("io.paylog.localstores..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(HasName.Predicates.nameMatching("getenv|getProperty"))
                    .and(JavaCall.Predicates.target(
                            HasOwner.Predicates.With.owner(JavaClass.Predicates.equivalentTo(System.class)))));

    @ArchTest
    static final ArchRule services_run_on_platform_threads = noClasses()
            .that()
            .resideOutsideOfPackage("io.paylog.localstores..")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                    HasName.Predicates.nameMatching("startVirtualThread|ofVirtual|newVirtualThreadPerTaskExecutor")))
            .because("those that load classes at the same time can hold each other up for ever, see ADR 24");

    /** It writes into the log past everything that makes it one. */
    @ArchTest
    static final ArchRule services_do_not_copy_logs = noClasses()
            .that()
            .resideOutsideOfPackage("io.paylog.eventstore..")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(LogArchive.class);
}
