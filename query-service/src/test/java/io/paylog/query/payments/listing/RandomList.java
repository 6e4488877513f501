package io.paylog.query.payments.listing;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A list as one asks for it, and as one would make it of payments in memory. */
final class RandomList {

    /** What can be asked for. */
    enum Parameter {
        STATUS,
        CURRENCY,
        MIN_AMOUNT,
        MAX_AMOUNT,
        CREATED_AT,
        UPDATED_AT,
        PROCESSED_AT,
        FAILED_AT,
        OLDER_THAN
    }

    private final Random random;
    private final Instant base;
    private final PaymentSort sort;
    private final StringBuilder path;
    private Predicate<PaymentDocument> matches = payment -> payment.status() != PaymentStatus.DELETED;

    private RandomList(Random random, Instant base, PaymentSort sort) {
        this.random = random;
        this.base = base;
        this.sort = sort;
        this.path = new StringBuilder("/api/v1/payments?sort=" + sort.text());
    }

    /** @param base before which nothing has happened, not much later than three hours ago */
    static RandomList of(Random random, Instant base, PaymentSort sort, List<Parameter> parameters) {
        RandomList list = new RandomList(random, base, sort);
        List<Parameter> dates = parameters.stream().filter(RandomList::isTime).toList();
        parameters.stream()
                // One of the times, and one status.
                .filter(parameter -> !isTime(parameter) || parameter == dates.getFirst())
                .filter(parameter -> parameter != Parameter.STATUS || !parameters.contains(Parameter.OLDER_THAN))
                .forEach(list::add);
        if (!parameters.contains(Parameter.OLDER_THAN) || random.nextBoolean()) {
            list.add(
                    "organizationId",
                    "org-random-1",
                    payment -> payment.organizationId().equals("org-random-1"));
        }
        return list;
    }

    private static boolean isTime(Parameter parameter) {
        return parameter.name().endsWith("_AT");
    }

    private void add(Parameter parameter) {
        long amount = random.nextLong(1, 21);
        switch (parameter) {
            case STATUS -> {
                PaymentStatus status = SortKey.STATUSES.get(random.nextInt(SortKey.STATUSES.size()));
                add("status", status, payment -> payment.status() == status);
            }
            case CURRENCY ->
                add("currency", "EUR", payment -> payment.currency().equals("EUR"));
            case MIN_AMOUNT ->
                add("minAmount", Math.min(amount, 10), payment -> payment.amount() >= Math.min(amount, 10));
            case MAX_AMOUNT ->
                add("maxAmount", Math.max(amount, 10), payment -> payment.amount() <= Math.max(amount, 10));
            case CREATED_AT -> addTime(random.nextBoolean() ? "createdAt" : null, PaymentDocument::createdAt);
            case UPDATED_AT -> addTime("updatedAt", PaymentDocument::updatedAt);
            case PROCESSED_AT -> addTime("processedAt", PaymentDocument::processedAt);
            case FAILED_AT -> addTime("failedAt", PaymentDocument::failedAt);
            case OLDER_THAN -> addAge();
        }
    }

    private void addTime(@Nullable String field, Function<PaymentDocument, @Nullable Instant> time) {
        Instant from = moment(0);
        Instant to = moment(60).plusMillis(5);
        if (field != null) {
            path.append("&dateField=").append(field);
        }
        int bounds = random.nextInt(3);
        if (bounds != 1) {
            add(
                    "from",
                    from,
                    payment ->
                            time.apply(payment) != null && !time.apply(payment).isBefore(from));
        }
        if (bounds != 0) {
            add(
                    "to",
                    to,
                    payment ->
                            time.apply(payment) != null && time.apply(payment).isBefore(to));
        }
    }

    private Instant moment(int minutes) {
        return base.plus(Duration.ofMinutes(minutes + 10L * random.nextInt(6))).plusMillis(random.nextInt(4));
    }

    private void addAge() {
        int tens = 6 + random.nextInt(12);
        // Attempts began at tens of minutes and a few milliseconds after the base, and five minutes are far from both.
        Instant before = base.plus(Duration.ofMinutes(175)).minus(Duration.ofMinutes(10L * tens));
        add("status", "PROCESSING", payment -> payment.status() == PaymentStatus.PROCESSING);
        add("olderThan", tens * 10 + "m", payment -> payment.attemptStartedAt().isBefore(before));
    }

    private void add(String name, Object value, Predicate<PaymentDocument> condition) {
        path.append('&').append(name).append('=').append(value);
        matches = matches.and(condition);
    }

    String path() {
        return path.toString();
    }

    /** The identifiers of those that match, in order. */
    List<String> of(Collection<PaymentDocument> payments) {
        Comparator<PaymentDocument> byField = switch (sort) {
            case CREATED_AT_ASC, CREATED_AT_DESC -> Comparator.comparing(PaymentDocument::createdAt);
            case AMOUNT_ASC, AMOUNT_DESC -> Comparator.comparingLong(PaymentDocument::amount);
            case STATUS_ASC, STATUS_DESC ->
                Comparator.comparing(payment -> payment.status().name());
        };
        Comparator<PaymentDocument> ascending = byField.thenComparing(PaymentDocument::id);
        return payments.stream()
                .filter(matches)
                .sorted(sort.ascending() ? ascending : ascending.reversed())
                .map(PaymentDocument::id)
                .toList();
    }
}
