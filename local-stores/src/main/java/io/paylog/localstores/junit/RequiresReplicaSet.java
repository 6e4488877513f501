package io.paylog.localstores.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Only a real replica set can answer this test: it is disabled, with one line that says why, where the stores found are
 * none of at least this size.
 */
@Documented
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag("replica-set")
@ExtendWith({ReplicaSetCondition.class, LocalStoresExtension.class})
public @interface RequiresReplicaSet {

    /** 1 or 3. */
    int members() default 1;

    /** Whether its members have to be the tests' own, so that they may be killed: a {@code mongod} started here. */
    boolean own() default false;
}
