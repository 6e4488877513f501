package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.TestLog;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnDatabase.class)
@SuppressWarnings("NullAway.Init")
class ProjectionCatalogTest {

    private MongoDatabase views;

    /** Another release. */
    private record Payments(int version) implements Projection<PaymentDocument, PaymentEvent> {

        private static final PaymentProjection PAYMENTS = new PaymentProjection();

        @Override
        public String name() {
            return PAYMENTS.name();
        }

        @Override
        public Class<PaymentDocument> documentType() {
            return PAYMENTS.documentType();
        }

        @Override
        public Class<PaymentEvent> eventType() {
            return PAYMENTS.eventType();
        }

        @Override
        public List<ViewIndex> indexes() {
            return PAYMENTS.indexes();
        }

        @Override
        public String documentId(PaymentEvent event) {
            return PAYMENTS.documentId(event);
        }

        @Override
        public PaymentDocument apply(@Nullable PaymentDocument current, RecordedEvent<? extends PaymentEvent> event) {
            return PAYMENTS.apply(current, event);
        }
    }

    @BeforeEach
    void connect(MongoDatabase own) {
        views = own;
    }

    private ProjectionEntry adopt(int version) {
        return new ProjectionCatalog(views).adopt(new Payments(version), new TestLog(), entry -> {});
    }

    @Test
    void documents_that_have_been_complete_are_so_for_processes_to_come() {
        ProjectionEntry begun = adopt(1);
        new ProjectionCatalog(views).complete(begun);

        assertThat(begun.isComplete()).isFalse();
        assertThat(adopt(1).isComplete()).isTrue();
        assertThat(adopt(2).isComplete()).isFalse();
    }

    @Test
    void documents_that_have_been_replaced_complete_no_others() {
        ProjectionEntry before = adopt(1);
        adopt(2);
        new ProjectionCatalog(views).complete(before);

        assertThat(adopt(2).isComplete()).isFalse();
    }

    @Test
    void an_older_release_goes_on_with_its_own_documents_after_the_view_was_rolled_back_by_hand() {
        ProjectionEntry older = adopt(1);
        ProjectionEntry newer = adopt(2);
        new ProjectionCatalog(views).complete(newer);
        assertThatExceptionOfType(ProjectionRefusedException.class).isThrownBy(() -> adopt(1));

        // What the decision on lists tells operators to do.
        views.getCollection("projections")
                .updateOne(
                        Filters.and(Filters.eq("_id", "payments"), Filters.eq("version", 2)),
                        Updates.combine(
                                Updates.set("version", 1),
                                Updates.set("collection", "payments_g1"),
                                Updates.set("instance", UUID.randomUUID().toString()),
                                Updates.unset("complete")));

        ProjectionEntry rolledBack = adopt(1);
        assertThat(rolledBack.collection()).isEqualTo(older.collection());
        assertThat(rolledBack.processor()).isEqualTo(older.processor());
        assertThat(rolledBack.documents()).isNotEqualTo(older.documents());
        assertThat(rolledBack.isComplete()).isFalse();
        // The next release mixes with nothing that was there before.
        assertThat(adopt(2).collection()).isEqualTo("payments_g3");
    }
}
