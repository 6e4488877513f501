package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.serialization.MessageSerializer;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.deadletter.DeadLetteringEventIntegrationTest;
import org.axonframework.extensions.mongo.MongoTemplate;
import org.axonframework.extensions.mongo.eventhandling.deadletter.DeadLetterEntry;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoDeadLetter;
import org.axonframework.extensions.mongo.eventhandling.deadletter.MongoSequencedDeadLetterQueue;
import org.axonframework.extensions.mongo.util.MongoTemplateFactory;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.GenericDeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueue;
import org.axonframework.messaging.deadletter.SequencedDeadLetterQueueTest;
import org.axonframework.serialization.Serializer;
import org.bson.Document;

/** Axon's suites for dead letters, over queues in MongoDB that write JSON. Run by {@link AxonMongoSuitesTest} alone. */
final class DeadLetterSuites {

    private static final int MOST = 32;
    private static final Serializer SERIALIZER = MessageSerializer.create();

    private DeadLetterSuites() {}

    private static SequencedDeadLetterQueue<EventMessage<?>> emptyQueue() {
        MongoTemplate template = MongoTemplateFactory.build("", 0);
        template.deadLetterCollection().deleteMany(new Document());
        return MongoSequencedDeadLetterQueue.builder()
                .processingGroup("group")
                .maxSequences(MOST)
                .maxSequenceSize(MOST)
                .serializer(SERIALIZER)
                .mongoTemplate(template)
                .build();
    }

    static class OfTheQueue extends SequencedDeadLetterQueueTest<EventMessage<?>> {

        @Override
        protected SequencedDeadLetterQueue<EventMessage<?>> buildTestSubject() {
            return emptyQueue();
        }

        @Override
        protected long maxSequences() {
            return MOST;
        }

        @Override
        protected long maxSequenceSize() {
            return MOST;
        }

        @Override
        protected DeadLetter<EventMessage<?>> generateInitialLetter() {
            return new GenericDeadLetter<>("sequence", generateEvent(), generateThrowable());
        }

        @Override
        protected DeadLetter<EventMessage<?>> generateFollowUpLetter() {
            return new GenericDeadLetter<>("sequence", generateEvent());
        }

        /** One that the queue takes, though it does not have it. */
        @Override
        protected DeadLetter<EventMessage<?>> mapToQueueImplementation(DeadLetter<EventMessage<?>> letter) {
            DeadLetterEntry entry = new DeadLetterEntry(
                    "group",
                    "sequence",
                    0L,
                    new Document(),
                    letter.enqueuedAt(),
                    letter.lastTouched(),
                    letter.cause().orElse(null),
                    letter.diagnostics(),
                    SERIALIZER);
            return new MongoDeadLetter<>(entry, MetaData.from(letter.diagnostics()), letter.message());
        }

        /** Messages are equal only to themselves; what they carry is to come back. */
        @Override
        protected void assertLetter(
                DeadLetter<? extends EventMessage<?>> expected, DeadLetter<? extends EventMessage<?>> actual) {
            assertThat(Seen.of(actual)).isEqualTo(Seen.of(expected));
        }

        @Override
        protected void setClock(Clock clock) {
            GenericDeadLetter.clock = clock;
        }
    }

    private record Seen(
            String id,
            Object payload,
            MetaData metaData,
            Object cause,
            Instant enqueued,
            Instant touched,
            MetaData diagnostics) {

        static Seen of(DeadLetter<? extends EventMessage<?>> letter) {
            return new Seen(
                    letter.message().getIdentifier(),
                    letter.message().getPayload(),
                    letter.message().getMetaData(),
                    letter.cause(),
                    letter.enqueuedAt(),
                    letter.lastTouched(),
                    letter.diagnostics());
        }
    }

    static class OfProcessors extends DeadLetteringEventIntegrationTest {

        @Override
        protected SequencedDeadLetterQueue<EventMessage<?>> buildDeadLetterQueue() {
            return emptyQueue();
        }

        @Override
        protected boolean identifierCacheEnabled() {
            return true;
        }
    }

    /** Its queue forgets each letter at once. */
    static class OfABrokenQueue extends OfTheQueue {

        @Override
        @SuppressWarnings("unchecked")
        protected SequencedDeadLetterQueue<EventMessage<?>> buildTestSubject() {
            SequencedDeadLetterQueue<EventMessage<?>> queue = emptyQueue();
            return (SequencedDeadLetterQueue<EventMessage<?>>) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {SequencedDeadLetterQueue.class},
                    (_, method, arguments) -> {
                        Object answer = method.invoke(queue, arguments);
                        queue.clear();
                        return answer;
                    });
        }
    }
}
