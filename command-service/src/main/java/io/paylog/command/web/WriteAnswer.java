package io.paylog.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;
import io.paylog.command.CommandServiceProperties;
import io.paylog.command.bus.Commands;
import io.paylog.command.payments.Written;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/**
 * What every write answers.
 *
 * @param refundId the refund that was asked for, if one was
 * @param version how many events the payment has, from 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WriteAnswer(String id, @Nullable String refundId, PaymentStatus status, long version) {

    /** The header that says from which position of the log on the write can be read. */
    public static final String EVENT_POSITION = "X-Event-Position";

    /** Makes answers that say where the payment can be read and from which position of the log on. */
    @Component
    public static class Factory {

        private final String queryUrl;

        Factory(CommandServiceProperties properties) {
            this.queryUrl = properties.queryUrl();
        }

        public ResponseEntity<WriteAnswer> created(Commands.Accepted accepted) {
            return created(accepted, null);
        }

        public ResponseEntity<WriteAnswer> created(Commands.Accepted accepted, @Nullable RefundId refundId) {
            return answer(ResponseEntity.created(location(accepted.written().paymentId())), accepted, refundId);
        }

        /** For a payment that was there before. */
        public ResponseEntity<WriteAnswer> changed(Commands.Accepted accepted) {
            return answer(ResponseEntity.ok(), accepted, null);
        }

        private static ResponseEntity<WriteAnswer> answer(
                ResponseEntity.BodyBuilder answer, Commands.Accepted accepted, @Nullable RefundId refundId) {
            Written written = accepted.written();
            return answer.eTag("\"" + written.version() + "\"")
                    .header(EVENT_POSITION, Long.toString(accepted.position()))
                    .body(new WriteAnswer(
                            written.paymentId().value(),
                            refundId == null ? null : refundId.value(),
                            written.status(),
                            written.version()));
        }

        private URI location(PaymentId paymentId) {
            return URI.create(queryUrl + "/api/v1/payments/" + paymentId);
        }
    }
}
