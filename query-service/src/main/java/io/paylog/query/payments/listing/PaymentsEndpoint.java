package io.paylog.query.payments.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentSort;
import io.paylog.api.queries.PaymentView;
import io.paylog.query.consistency.FreshnessHeaders;
import io.paylog.query.dispatching.Queries;
import io.paylog.query.web.Parameters;
import io.paylog.web.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private static final Set<String> PARAMETERS = Set.of("organizationId", "status", "sort", "limit", "cursor");
    private static final int DEFAULT_LIMIT = 20;

    private final Queries queries;
    private final FreshnessHeaders freshness;

    PaymentsEndpoint(Queries queries, FreshnessHeaders freshness) {
        this.queries = queries;
        this.freshness = freshness;
    }

    /** @param nextCursor absent on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Body(
            List<PaymentView> data,
            boolean hasMore,
            @Nullable String nextCursor) {}

    @GetMapping("/api/v1/payments")
    ResponseEntity<Body> payments(
            @RequestParam MultiValueMap<String, String> parameters, @RequestHeader HttpHeaders headers) {
        ListPayments query = parse(Parameters.of(parameters, PARAMETERS), freshness.parse(headers));
        ListPayments.Page page = ask(query);
        return ResponseEntity.ok()
                .header(FreshnessHeaders.POSITION, Long.toString(page.position()))
                .body(new Body(page.payments(), page.nextCursor() != null, page.nextCursor()));
    }

    private ListPayments.Page ask(ListPayments query) {
        try {
            return queries.ask(query, ListPayments.Page.class);
        } catch (InvalidCursorException invalid) {
            throw InvalidRequestException.of(
                    "cursor", "must be the nextCursor of a page with the same organizationId, status and sort");
        }
    }

    private static ListPayments parse(Parameters parameters, Freshness freshness) {
        Optional<OrganizationId> organization =
                parameters.required("organizationId", OrganizationId::new, "must be 1 to 64 of A-Z, a-z, 0-9, _ and -");
        Optional<PaymentStatus> status = parameters.optional(
                "status",
                PaymentsEndpoint::listedStatus,
                "must be PROCESSING, COMPLETED, FAILED, PARTIALLY_REFUNDED or REFUNDED");
        Optional<PaymentSort> sort = parameters.optional(
                "sort",
                text -> PaymentSort.parse(text).orElseThrow(IllegalArgumentException::new),
                "must be createdAt:desc, createdAt:asc, amount:desc or amount:asc");
        Optional<Integer> limit = parameters.optional(
                "limit",
                PaymentsEndpoint::limit,
                "must be a whole number, " + ListPayments.MIN_LIMIT + " to " + ListPayments.MAX_LIMIT);
        Optional<String> cursor = parameters.optional("cursor", text -> text, "");
        parameters.check();
        return new ListPayments(
                organization.orElseThrow(),
                status.orElse(null),
                sort.orElse(PaymentSort.CREATED_AT_DESC),
                limit.orElse(DEFAULT_LIMIT),
                cursor.orElse(null),
                freshness);
    }

    private static PaymentStatus listedStatus(String text) {
        PaymentStatus status = PaymentStatus.valueOf(text);
        if (status == PaymentStatus.DELETED) {
            throw new IllegalArgumentException("deleted payments are not listed");
        }
        return status;
    }

    private static int limit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < ListPayments.MIN_LIMIT || limit > ListPayments.MAX_LIMIT) {
            throw new IllegalArgumentException("out of range");
        }
        return limit;
    }
}
