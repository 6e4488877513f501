package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.endtoend.ListWalk.Filter;
import io.paylog.endtoend.ListWalk.Sort;
import io.paylog.endtoend.Model.State;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many payments at once, and every list of them. */
class BulkIT {

    private static final int PAYMENTS = 500;
    private static final int LISTED = 300;
    private static final int LATER = 60;
    private static final int WRITERS = 4;
    private static final int MOST_QUIET_WALKS = 20;
    private static final List<Sort> SORTS = Stream.of("createdAt", "amount", "status")
            .flatMap(field -> Stream.of(new Sort(field, true), new Sort(field, false)))
            .toList();

    private interface Walking {
        ListWalk walk(Cluster cluster, int queries, Filter filter, Sort sort) throws IOException;
    }

    @AutoClose
    private static Cluster cluster;

    private final Random random = new Random(Long.getLong("bulk.seed", 20_260));

    @BeforeAll
    static void start(@TempDir Path data) {
        cluster = new Cluster(data, 1, 2);
    }

    @Test
    void five_hundred_payments_of_one_request_are_each_readable() throws IOException {
        List<WalkedPayment> payments = WalkedPayment.some("bulk", PAYMENTS, 1, random);

        Http.Answer answer = sendTogether(payments);

        for (int number = 0; number < PAYMENTS; number++) {
            WalkedPayment payment = payments.get(number);
            Http.Answer read = cluster.queries(number)
                    .http()
                    .get(Payments.PATH + "/" + payment.id(), "X-Min-Event-Position", answer.header("X-Event-Position"));
            assertThat(read.status()).as(read.toString()).isEqualTo(200);
            assertThat(read.map()).containsAllEntriesOf(payment.content());
        }
    }

    @Test
    void every_filter_in_every_order_is_walked_once_over_each_match_while_writes_go_on() throws IOException {
        List<WalkedPayment> payments = WalkedPayment.some("list", LISTED + LATER, 1, random);
        Http.Answer answer = sendTogether(payments.subList(0, LISTED));
        Cluster.awaitPosition(cluster.queries(0).http(), answer.position());
        Cluster.awaitPosition(cluster.queries(1).http(), answer.position());

        List<ListWalk> walks;
        try (Walk writes = new Walk(cluster, 1, payments, WRITERS)) {
            writes.begin(100_000);
            walks = walkAll(BulkIT::walkWhileWritten);
            assertThat(writes.surprises()).isEmpty();
        }
        Model model = new Model(cluster.awaitSettled());
        walks.forEach(walk -> walk.assertEachMatchOnce(model));
        walks.stream().filter(walk -> !walk.sort().field().equals("status")).forEach(ListWalk::assertInOrder);
        walkAll(ListWalk::of).forEach(walk -> walk.assertExactly(model));
        for (Filter filter : filters(middle())) {
            assertThat(total(filter)).isEqualTo(ListWalk.matching(model, filter).count());
        }
    }

    private static long total(Filter filter) throws IOException {
        Http.Answer page =
                cluster.queries(0).http().get(Payments.PATH + "?limit=1&includeTotal=true&" + filter.query());
        return page.json().path("total").asLong(-1);
    }

    private static Http.Answer sendTogether(List<WalkedPayment> payments) throws IOException {
        Http.Answer answer = cluster.commands(0)
                .http()
                .post(
                        Payments.PATH + "/bulk",
                        Json.text(Map.of(
                                "payments",
                                payments.stream().map(WalkedPayment::content).toList())));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("results"))
                .hasSize(payments.size())
                .allSatisfy(result -> assertThat(result.path("status").asInt()).isEqualTo(201));
        return answer;
    }

    private static List<ListWalk> walkAll(Walking walking) throws IOException {
        List<ListWalk> walks = new ArrayList<>();
        for (Filter filter : filters(middle())) {
            for (Sort sort : SORTS) {
                walks.add(walking.walk(cluster, walks.size(), filter, sort));
            }
        }
        return walks;
    }

    /** A short list may be walked between two writes: then it is walked again. */
    private static ListWalk walkWhileWritten(Cluster cluster, int queries, Filter filter, Sort sort)
            throws IOException {
        for (int attempt = 0; attempt < MOST_QUIET_WALKS; attempt++) {
            ListWalk walk = ListWalk.of(cluster, queries, filter, sort);
            if (walk.first() < walk.last()) {
                return walk;
            }
        }
        throw new AssertionError("nothing is written any more");
    }

    /** A time at which half of the payments had been made. */
    private static Instant middle() throws IOException {
        List<State> payments = new ArrayList<>(new Model(cluster.stores().log()).payments());
        payments.removeIf(payment -> !payment.text("organizationId").equals("org-list-0"));
        return payments.stream()
                .map(payment -> payment.time("createdAt"))
                .sorted()
                .toList()
                .get(LISTED / 2);
    }

    private static List<Filter> filters(Instant middle) {
        return List.of(
                filter("", payment -> true),
                filter("&status=COMPLETED", payment -> payment.text("status").equals("COMPLETED")),
                filter(
                        "&status=PARTIALLY_REFUNDED",
                        payment -> payment.text("status").equals("PARTIALLY_REFUNDED")),
                filter("&status=PROCESSING", payment -> payment.text("status").equals("PROCESSING")),
                filter("&currency=JPY", payment -> payment.text("currency").equals("JPY")),
                filter(
                        "&status=FAILED&currency=EUR",
                        payment -> payment.text("status").equals("FAILED")
                                && payment.text("currency").equals("EUR")),
                filter("&minAmount=2000", payment -> payment.number("amount") >= 2_000),
                filter("&maxAmount=1000", payment -> payment.number("amount") <= 1_000),
                filter(
                        "&currency=USD&minAmount=500&maxAmount=4000",
                        payment -> payment.text("currency").equals("USD")
                                && payment.number("amount") >= 500
                                && payment.number("amount") <= 4_000),
                filter("&from=" + middle, payment -> !payment.time("createdAt").isBefore(middle)),
                filter("&to=" + middle, payment -> payment.time("createdAt").isBefore(middle)),
                filter(
                        "&dateField=processedAt&from=" + middle,
                        payment -> payment.view().containsKey("processedAt")
                                && !payment.time("processedAt").isBefore(middle)),
                filter(
                        "&dateField=updatedAt&to=" + middle + "&maxAmount=3000",
                        payment -> payment.number("amount") <= 3_000
                                && payment.time("updatedAt").isBefore(middle)));
    }

    private static Filter filter(String query, Predicate<State> matches) {
        return new Filter(
                "organizationId=org-list-0" + query,
                matches.and(payment -> payment.text("organizationId").equals("org-list-0")));
    }
}
