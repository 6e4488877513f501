package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.queries.PaymentSort;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.projecting.RecordedEvent;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.QueryFixture;
import io.paylog.query.testing.QueryFixtureExtension;
import io.paylog.query.testing.RandomHistory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Lists over HTTP, held against a plain filter of the same payments in memory. */
@ExtendWith(QueryFixtureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomListsTest {

    private static final List<PaymentSort> SORTS = List.of(PaymentSort.values());
    private static final int PAYMENTS = 120;
    private static final int COMBINATIONS = 60;

    private final QueryFixture query;
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    /** Far enough from every age that is asked for, however slow the test is. */
    private final Instant base = Instant.now()
            .truncatedTo(ChronoUnit.MILLIS)
            .minus(Duration.ofHours(3))
            .plusSeconds(300);

    private final Map<String, PaymentDocument> payments = new HashMap<>();
    private long position;

    RandomListsTest(QueryFixture query) {
        this.query = query;
    }

    @BeforeAll
    void record() {
        PaymentProjection projection = new PaymentProjection();
        for (int n = 0; n < PAYMENTS; n++) {
            String organization = n % 6 == 0 ? "org-random-2" : "org-random-1";
            PaymentStory story = PaymentStory.of("random-" + n, organization, 1 + random.nextInt(20))
                    .in(List.of("EUR", "USD", "JPY").get(random.nextInt(3)));
            RandomHistory history = new RandomHistory(story, random);
            Instant time = base;
            for (long sequence = 0; sequence < 1 + random.nextInt(6); sequence++) {
                time = time.plus(Duration.ofMinutes(10L * random.nextInt(3))).plusMillis(random.nextInt(3));
                PaymentEvent event = history.next();
                position = query.log().append(event, time);
                RecordedEvent<PaymentEvent> recorded = new RecordedEvent<>(event, position, sequence, time);
                payments.compute(history.id(), (id, current) -> projection.apply(current, recorded));
            }
        }
    }

    @Test
    void each_filter_alone_and_each_sort_finds_what_a_plain_filter_finds() {
        for (RandomList.Parameter parameter : RandomList.Parameter.values()) {
            for (PaymentSort sort : SORTS) {
                assertFindsTheSame(RandomList.of(random, base, sort, List.of(parameter)));
            }
        }
    }

    @Test
    void filters_together_find_what_a_plain_filter_finds() {
        for (int n = 0; n < COMBINATIONS; n++) {
            PaymentSort sort = SORTS.get(random.nextInt(SORTS.size()));
            List<RandomList.Parameter> some = Stream.of(RandomList.Parameter.values())
                    .filter(parameter -> random.nextInt(3) == 0)
                    .toList();
            assertFindsTheSame(RandomList.of(random, base, sort, some));
        }
    }

    private void assertFindsTheSame(RandomList list) {
        String description = "seed " + seed + ": " + list.path();
        List<String> expected = list.of(payments.values());
        List<JsonNode> walked = query.walk(list.path() + "&limit=" + (1 + random.nextInt(40)), position);
        List<String> ids = new ArrayList<>();
        walked.forEach(item -> ids.add(item.get("id").asString()));
        // Others' payments wait as well.
        ids.removeIf(id -> !payments.containsKey(id));

        assertThat(ids).as(description).isEqualTo(expected);
        assertThat(query.page(list.path() + "&limit=1&includeTotal=true", position)
                        .get("total")
                        .asLong())
                .as(description)
                .isEqualTo(walked.size());
    }
}
