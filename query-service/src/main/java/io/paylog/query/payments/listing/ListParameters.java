package io.paylog.query.payments.listing;

import io.paylog.api.money.Money;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PageRequest;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.web.Values;
import io.paylog.web.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query parameters of lists. Everything that is wrong with them is told at once. */
final class ListParameters {

    private static final Set<String> NAMES = Set.of(
            "organizationId",
            "status",
            "currency",
            "minAmount",
            "maxAmount",
            "from",
            "to",
            "dateField",
            "olderThan",
            "sort",
            "limit",
            "cursor",
            "includeTotal");
    private static final int DEFAULT_LIMIT = 20;
    private static final String AMOUNT =
            "must be a whole number of minor units, " + Money.MIN_AMOUNT + " to " + Money.MAX_AMOUNT;
    private static final String TIME =
            "must be an RFC 3339 time such as 2026-01-31T12:00:00Z, or a date: its midnight UTC";
    private static final String AGE = "must be a duration such as 90s, 10m, 2h, 1d or PT10M, at most 3650d";

    private final Parameters parameters;

    private ListParameters(Parameters parameters) {
        this.parameters = parameters;
    }

    /** @throws io.paylog.web.InvalidRequestException naming every parameter that is wrong */
    static ListPayments parse(MultiValueMap<String, String> values, Freshness freshness) {
        ListParameters given = new ListParameters(Parameters.of(values, NAMES));
        // Made when all parameters are known to be right.
        Supplier<PaymentFilter> filter = given.filter();
        PaymentSort sort = given.sort();
        Supplier<PageRequest> page = given.page();
        given.parameters.check();
        return new ListPayments(filter.get(), sort, page.get(), freshness);
    }

    private Supplier<PaymentFilter> filter() {
        Optional<OrganizationId> organization = organization();
        Optional<PaymentStatus> status = parameters.optional(
                "status",
                ListParameters::listedStatus,
                "must be PROCESSING, COMPLETED, FAILED, PARTIALLY_REFUNDED or REFUNDED");
        Optional<Currency> currency =
                parameters.optional("currency", Currency::getInstance, "must be an ISO 4217 code such as EUR");
        Optional<Long> min = amount("minAmount");
        Optional<Long> max = amount("maxAmount");
        parameters.require(
                min.isEmpty() || max.isEmpty() || min.get() <= max.get(),
                "minAmount",
                "must not be greater than maxAmount");
        Supplier<@Nullable DateRange> dates = dates();
        Optional<Duration> olderThan = olderThan(status);
        return () -> new PaymentFilter(
                organization.orElse(null),
                status.orElse(null),
                currency.orElse(null),
                min.orElse(null),
                max.orElse(null),
                dates.get(),
                olderThan.orElse(null));
    }

    private Optional<OrganizationId> organization() {
        String rule = "must be 1 to 64 of A-Z, a-z, 0-9, _ and -";
        return parameters.has("olderThan")
                ? parameters.optional("organizationId", OrganizationId::new, rule)
                : parameters.required("organizationId", OrganizationId::new, rule);
    }

    private static PaymentStatus listedStatus(String text) {
        PaymentStatus status = PaymentStatus.valueOf(text);
        if (status == PaymentStatus.DELETED) {
            throw new IllegalArgumentException("deleted payments are not listed");
        }
        return status;
    }

    private Optional<Long> amount(String name) {
        return parameters.optional(name, Values.wholeNumber(Money.MIN_AMOUNT, Money.MAX_AMOUNT), AMOUNT);
    }

    private Supplier<@Nullable DateRange> dates() {
        Optional<Instant> from = parameters.optional("from", Values::time, TIME);
        Optional<Instant> to = parameters.optional("to", Values::time, TIME);
        Optional<DateField> field = parameters.optional(
                "dateField", orWrong(DateField::parse), "must be createdAt, updatedAt, processedAt or failedAt");
        boolean bounded = parameters.has("from") || parameters.has("to");
        parameters.require(bounded || !parameters.has("dateField"), "dateField", "goes with from or to only");
        parameters.require(
                from.isEmpty() || to.isEmpty() || from.get().isBefore(to.get()), "from", "must be before to");
        return () ->
                bounded ? new DateRange(field.orElse(DateField.CREATED_AT), from.orElse(null), to.orElse(null)) : null;
    }

    private Optional<Duration> olderThan(Optional<PaymentStatus> status) {
        Optional<Duration> age = parameters.optional("olderThan", Values.duration(PaymentFilter.MAX_AGE), AGE);
        boolean processing = status.filter(PaymentStatus.PROCESSING::equals).isPresent();
        parameters.require(age.isEmpty() || processing, "olderThan", "goes with status=PROCESSING only");
        return age;
    }

    private PaymentSort sort() {
        return parameters
                .optional(
                        "sort",
                        orWrong(PaymentSort::parse),
                        "must be createdAt, amount or status, followed by :asc or :desc")
                .orElse(PaymentSort.CREATED_AT_DESC);
    }

    private static <T> Function<String, T> orWrong(Function<String, Optional<T>> parse) {
        return text -> parse.apply(text).orElseThrow(IllegalArgumentException::new);
    }

    private Supplier<PageRequest> page() {
        Optional<Long> limit = parameters.optional(
                "limit",
                Values.wholeNumber(PageRequest.MIN_LIMIT, PageRequest.MAX_LIMIT),
                "must be a whole number, " + PageRequest.MIN_LIMIT + " to " + PageRequest.MAX_LIMIT);
        Optional<String> cursor = parameters.optional("cursor", text -> text, "");
        boolean total = parameters
                .optional("includeTotal", Values::flag, "must be true or false")
                .orElse(false);
        return () -> new PageRequest(limit.map(Math::toIntExact).orElse(DEFAULT_LIMIT), cursor.orElse(null), total);
    }
}
