package io.paylog.localstores.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyBytesTest {

    /** In MongoDB's documented comparison order. */
    private static final List<Object> ASCENDING = Collections.unmodifiableList(Arrays.asList(
            MinKey.getInstance(),
            null,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            -Double.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -1e17,
            -5L,
            -4.5,
            -1,
            0,
            Double.MIN_VALUE,
            0.5,
            1,
            1.5,
            2L,
            255,
            256,
            65_536,
            (1L << 53) - 1,
            1L << 53,
            (1L << 53) + 1,
            (1L << 53) + 2,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            0x1p63,
            1e300,
            Double.POSITIVE_INFINITY,
            "",
            "\0",
            "\0a",
            "a",
            "a\0",
            "aa",
            "b",
            "ä",
            "語",
            new Document(),
            new Document("a", 1),
            new Document("a", 1).append("b", 1),
            new Document("a", 2),
            new Document("b", 0),
            new ObjectId("000000000000000000000001"),
            new ObjectId("ff0000000000000000000000"),
            false,
            true,
            Instant.EPOCH.minusMillis(1),
            Instant.EPOCH,
            Instant.EPOCH.plusMillis(1),
            MaxKey.getInstance()));

    @Test
    void bytes_have_the_order_of_the_values() {
        for (int i = 1; i < ASCENDING.size(); i++) {
            assertThat(Arrays.compareUnsigned(KeyBytes.of(ASCENDING.get(i - 1)), KeyBytes.of(ASCENDING.get(i))))
                    .as("%s before %s", ASCENDING.get(i - 1), ASCENDING.get(i))
                    .isNegative();
        }
    }

    @Test
    void equal_numbers_of_different_types_are_one_key() {
        assertThat(KeyBytes.of(5)).isEqualTo(KeyBytes.of(5L)).isEqualTo(KeyBytes.of(5.0));
        assertThat(KeyBytes.of(-0.0)).isEqualTo(KeyBytes.of(0L));
        assertThat(KeyBytes.of(new Document("a", 1))).isEqualTo(KeyBytes.of(new Document("a", 1.0)));
    }

    @Test
    void random_longs_and_doubles_are_in_the_order_of_the_servers_own_comparator() {
        Random random = new Random(7);
        List<Object> numbers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            numbers.add(random.nextLong() >> random.nextInt(64));
            numbers.add(random.nextInt());
        }
        numbers.sort(ValueComparator.asc());
        for (int i = 1; i < numbers.size(); i++) {
            assertThat(Arrays.compareUnsigned(KeyBytes.of(numbers.get(i - 1)), KeyBytes.of(numbers.get(i))))
                    .as("%s before %s", numbers.get(i - 1), numbers.get(i))
                    .isNotPositive();
        }
    }

    @Test
    void a_compound_key_is_ordered_by_its_first_value_first() {
        byte[] first = KeyBytes.of(List.of("a", 2L));
        byte[] second = KeyBytes.of(List.of("a\0", 1L));
        assertThat(Arrays.compareUnsigned(first, second)).isNegative();
    }

    @Test
    void everything_under_a_prefix_lies_before_its_end() {
        byte[] end = FieldBounds.after(KeyBytes.of("a"));
        assertThat(Arrays.compareUnsigned(KeyBytes.of(List.of("a", MaxKey.getInstance())), end))
                .isNegative();
        assertThat(Arrays.compareUnsigned(KeyBytes.of("a\0"), end)).isPositive();
    }

    @Test
    void a_value_that_has_no_order_here_is_refused() {
        assertThatThrownBy(() -> KeyBytes.of(Decimal128.ONE)).hasMessageContaining("Decimal128");
        assertThat(KeyBytes.canOrder(Decimal128.ONE)).isFalse();
    }
}
