package io.paylog.command.payments.bulk;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.WriteAnswer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /payments/bulk}: creates many payments, each as if it had come alone. It answers 200 with what became of
 * each, in the order asked, whatever that is.
 */
@RestController
class BulkEndpoint {

    static final String PATH = "/api/v1/payments/bulk";

    private final BulkBody bulkBody;
    private final BulkProcessing processing;

    BulkEndpoint(BulkBody bulkBody, BulkProcessing processing) {
        this.bulkBody = bulkBody;
        this.processing = processing;
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Answer> process(@RequestBody byte[] body, MessageContext context) {
        List<Result> results = processing.process(bulkBody.read(body), context);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        greatestPosition(results)
                .ifPresent(position -> answer.header(WriteAnswer.EVENT_POSITION, Long.toString(position)));
        return answer.body(new Answer(results));
    }

    /** Everything that was stored can be read from there on. */
    private static Optional<Long> greatestPosition(List<Result> results) {
        return results.stream().map(Result::position).filter(Objects::nonNull).max(Comparator.naturalOrder());
    }

    /** @param results in the order of the payments asked for */
    record Answer(List<Result> results) {}

    /**
     * What became of one payment.
     *
     * @param id absent: what was asked for is too wrong to have one
     * @param status as a request for this payment alone would have been answered
     * @param version of the payment, how many events it has; present if it was created or had been before
     * @param problem present if it was not
     * @param position in the log from which on the payment can be read; present as {@code version} is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Result(
            @Nullable String id,
            int status,
            @Nullable Long version,
            @Nullable ProblemDetail problem,
            @JsonIgnore @Nullable Long position) {}
}
