package io.paylog.query.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceTest {

    private static final int MOST = 17;

    private static int[] shares(int parts, int nodes) {
        return IntStream.range(0, nodes)
                .map(rank -> new Place(rank, nodes).shareOf(parts))
                .toArray();
    }

    @Test
    void shares_are_even_and_together_they_are_everything() {
        for (int parts = 0; parts < MOST; parts++) {
            for (int nodes = 1; nodes < MOST; nodes++) {
                int[] shares = shares(parts, nodes);
                assertThat(IntStream.of(shares).sum()).isEqualTo(parts);
                assertThat(IntStream.of(shares).max().orElseThrow()
                                - IntStream.of(shares).min().orElseThrow())
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void whoever_comes_has_nobody_elses_share_grow() {
        for (int parts = 0; parts < MOST; parts++) {
            for (int nodes = 1; nodes < MOST; nodes++) {
                for (int rank = 0; rank < nodes; rank++) {
                    assertThat(new Place(rank, nodes + 1).shareOf(parts))
                            .isLessThanOrEqualTo(new Place(rank, nodes).shareOf(parts));
                }
            }
        }
    }

    @Test
    void whoever_leaves_has_nobody_elses_share_shrink() {
        for (int parts = 0; parts < MOST; parts++) {
            for (int nodes = 2; nodes < MOST; nodes++) {
                for (int rank = 1; rank < nodes; rank++) {
                    assertThat(new Place(rank - 1, nodes - 1).shareOf(parts))
                            .isGreaterThanOrEqualTo(new Place(rank, nodes).shareOf(parts));
                }
            }
        }
    }

    @Test
    void a_place_is_one_of_those_there_are() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Place(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Place(-1, 2));
    }
}
