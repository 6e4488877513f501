package io.paylog.query.payments.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.consistency.FreshnessHeaders;
import io.paylog.query.dispatching.Queries;
import io.paylog.web.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class PaymentsEndpoint {

    private final Queries queries;
    private final FreshnessHeaders freshness;

    PaymentsEndpoint(Queries queries, FreshnessHeaders freshness) {
        this.queries = queries;
        this.freshness = freshness;
    }

    /**
     * @param nextCursor absent on the last page
     * @param total how many payments match; absent unless asked for
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            List<PaymentView> data,
            boolean hasMore,
            @Nullable String nextCursor,
            @Nullable Long total) {}

    @GetMapping("/api/v1/payments")
    ResponseEntity<Body> payments(
            @RequestParam MultiValueMap<String, String> parameters, @RequestHeader HttpHeaders headers) {
        ListPayments query = ListParameters.parse(parameters, freshness.parse(headers));
        ListPayments.Page page = ask(query);
        return ResponseEntity.ok()
                .header(FreshnessHeaders.POSITION, Long.toString(page.position()))
                .body(new Body(page.payments(), page.nextCursor() != null, page.nextCursor(), page.total()));
    }

    private ListPayments.Page ask(ListPayments query) {
        try {
            return queries.ask(query, ListPayments.Page.class);
        } catch (InvalidCursorException invalid) {
            throw InvalidRequestException.of(
                    "cursor", "must be the nextCursor of a page of the same list: the same filters and the same sort");
        }
    }
}
