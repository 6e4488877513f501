package io.paylog.query.payments.gettingbyid;

import io.paylog.api.payments.PaymentId;
import io.paylog.api.queries.FindPayment;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.consistency.FreshnessHeaders;
import io.paylog.query.dispatching.Queries;
import io.paylog.web.InvalidRequestException;
import io.paylog.web.Problems;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
final class PaymentEndpoint {

    private final Queries queries;
    private final FreshnessHeaders freshness;

    PaymentEndpoint(Queries queries, FreshnessHeaders freshness) {
        this.queries = queries;
        this.freshness = freshness;
    }

    @GetMapping("/api/v1/payments/{id}")
    ResponseEntity<Object> payment(
            @PathVariable String id, @RequestHeader HttpHeaders headers, ServletWebRequest request) {
        FindPayment query = new FindPayment(paymentId(id), freshness.parse(headers));
        FindPayment.Answer answer = queries.ask(query, FindPayment.Answer.class);
        PaymentView payment = answer.payment();
        return payment == null ? unknown(answer) : found(payment, answer, request);
    }

    private static PaymentId paymentId(String text) {
        try {
            return new PaymentId(text);
        } catch (IllegalArgumentException wrong) {
            throw InvalidRequestException.of("id", "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        }
    }

    private static ResponseEntity<Object> unknown(FindPayment.Answer answer) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .header(FreshnessHeaders.POSITION, Long.toString(answer.position()))
                .body(Problems.of(HttpStatus.NOT_FOUND, "payment-not-found", "There is no such payment.", false));
    }

    private static ResponseEntity<Object> found(
            PaymentView payment, FindPayment.Answer answer, ServletWebRequest request) {
        String version = "\"" + payment.version() + "\"";
        ResponseEntity.BodyBuilder response = request.checkNotModified(version)
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                : ResponseEntity.ok();
        response.eTag(version)
                .cacheControl(CacheControl.noCache().cachePrivate())
                .header(FreshnessHeaders.POSITION, Long.toString(answer.position()));
        return request.isNotModified() ? response.build() : response.body(payment);
    }
}
