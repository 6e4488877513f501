package io.paylog.command.payments;

import io.paylog.api.serialization.MessageSerializer;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.json.JacksonSerializer;

/**
 * How the state of a payment is written. A change of {@link Payment}'s fields, of those of its parts or of the events
 * that it keeps raises the revision: snapshots of any other revision are left aside and the events are read.
 */
public final class PaymentSnapshots {

    private static final SerializedType TYPE = new SimpleSerializedType("payment.state", "1");

    private PaymentSnapshots() {}

    /** Writes snapshots of payments, under a name that is no class name. */
    public static Serializer serializer() {
        return new StateSerializer();
    }

    /** Whether a stored snapshot is of the revision that this program writes. */
    public static boolean isCurrent(DomainEventData<?> snapshot) {
        return TYPE.equals(snapshot.getPayload().getType());
    }

    private static final class StateSerializer extends JacksonSerializer {

        private StateSerializer() {
            super(JacksonSerializer.builder()
                    .objectMapper(MessageSerializer.create().getObjectMapper()));
        }

        @Override
        protected String resolveClassName(SerializedType type) {
            return TYPE.equals(type) ? Payment.class.getName() : super.resolveClassName(type);
        }

        @Override
        @SuppressWarnings("rawtypes") // Axon's signature
        public SerializedType typeForClass(Class type) {
            return type == Payment.class ? TYPE : super.typeForClass(type);
        }
    }
}
