package io.paylog.api.serialization;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * Brings events that were stored under an earlier revision to today's. Every step leads from one revision to the next;
 * a step that was once released stays, because logs are never rewritten.
 */
public final class EventUpcasters {

    private EventUpcasters() {}

    /** All steps, in the order in which the revisions were released. */
    public static EventUpcaster chain() {
        return new EventUpcasterChain(
                step("payment.refund-requested", "1", "2", EventUpcasters::statusDidNotChange),
                step("payment.refund-failed", "1", "2", EventUpcasters::statusDidNotChange));
    }

    private static EventUpcaster step(String name, String from, String to, UnaryOperator<ObjectNode> change) {
        return new RevisionStep(name, from, to, change);
    }

    /** Refunds that are asked for or refused never change the payment's status, so the one before is the one after. */
    private static ObjectNode statusDidNotChange(ObjectNode event) {
        event.set("previousStatus", event.required("status"));
        return event;
    }
}
