package io.paylog.localstores.junit;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.MongoKind;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides {@link RequiresReplicaSet}. */
final class ReplicaSetCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        int wanted = wantedMembers(context);
        boolean own = required(context).map(RequiresReplicaSet::own).orElse(false);
        LocalStores stores = SharedStores.withMembers(1);
        if (wanted > 1 && stores.mongoKind() == MongoKind.MONGOD) {
            stores = SharedStores.withMembers(wanted);
        }
        return own && stores.mongoKind() != MongoKind.MONGOD
                ? ConditionEvaluationResult.disabled(
                        "needs a MongoDB replica set of " + wanted + " that tests may kill, found " + stores.mongoKind()
                                + ": set MONGOD, or put mongod on the PATH, and unset MONGODB_URI")
                : decide(wanted, stores.members(), stores.mongoKind());
    }

    static ConditionEvaluationResult decide(int wanted, int found, MongoKind kind) {
        if (found >= wanted) {
            return ConditionEvaluationResult.enabled("a replica set of " + found + " is there");
        }
        String what = found == 0 ? "none (" + kind + ")" : "one of " + found + " (" + kind + ")";
        return ConditionEvaluationResult.disabled("needs a MongoDB replica set of " + wanted + ", found " + what
                + ": set MONGODB_URI or MONGOD, or put mongod on the PATH");
    }

    static int wantedMembers(ExtensionContext context) {
        return required(context).map(RequiresReplicaSet::members).orElse(1);
    }

    private static Optional<RequiresReplicaSet> required(ExtensionContext context) {
        Optional<ExtensionContext> current = Optional.of(context);
        while (current.isPresent()) {
            Optional<RequiresReplicaSet> required = current.get()
                    .getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, RequiresReplicaSet.class));
            if (required.isPresent()) {
                return required;
            }
            current = current.get().getParent();
        }
        return Optional.empty();
    }
}
