package io.paylog.query.projecting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackerStatus;
import org.junit.jupiter.api.Test;

class ViewPositionTest {

    private final Map<Integer, EventTrackerStatus> live = new HashMap<>();
    private final Map<Integer, Long> stored = new HashMap<>();
    private final ViewPosition position = new ViewPosition(() -> live, () -> stored);

    private static EventTrackerStatus at(long position, int segment, int... all) {
        return new TrackerStatus(Segment.computeSegment(segment, all), new GlobalSequenceTrackingToken(position));
    }

    @Test
    void a_view_is_as_far_as_the_slowest_of_its_segments() {
        live.put(0, at(9, 0, 0, 1));
        live.put(1, at(5, 1, 0, 1));

        assertThat(position.current()).isEqualTo(5);
    }

    @Test
    void what_other_nodes_work_on_is_as_far_as_they_have_stored() {
        live.put(0, at(9, 0, 0, 1));
        stored.putAll(Map.of(0, 2L, 1, 4L));

        assertThat(position.current()).isEqualTo(4);
    }

    @Test
    void an_idle_segment_of_this_node_is_further_than_it_has_stored() {
        live.put(0, at(9, 0, 0, 1, 2));
        live.put(1, at(9, 1, 0, 1, 2));
        stored.putAll(Map.of(0, 1L, 1, 1L, 2, 7L));

        assertThat(position.current()).isEqualTo(7);
    }

    @Test
    void segments_cover_the_log_also_when_they_have_been_split_unevenly() {
        stored.put(0, 1L);
        for (int segment = 0; segment < 3; segment++) {
            live.put(segment, at(8, segment, 0, 1, 2));
        }

        assertThat(position.current()).isEqualTo(8);
    }

    @Test
    void a_view_of_which_nothing_is_known_is_at_the_beginning() {
        assertThat(position.current()).isZero();
        live.put(0, at(9, 0, 0, 1));
        assertThat(new ViewPosition(() -> live, Map::of).current()).isZero();
    }

    @Test
    void a_position_never_goes_back() {
        live.put(0, at(9, 0, 0));
        assertThat(position.current()).isEqualTo(9);
        live.clear();
        stored.put(0, 3L);

        assertThat(position.current()).isEqualTo(9);
    }

    @Test
    void what_is_told_without_asking_the_store_is_what_was_known_when_it_was_last_asked() {
        stored.put(0, 3L);
        assertThat(position.known()).isZero();
        assertThat(position.current()).isEqualTo(3);

        stored.put(0, 8L);
        assertThat(position.known()).isEqualTo(3);
    }

    @Test
    void a_segment_that_vanishes_while_it_is_looked_at_is_not_left_out() {
        stored.putAll(Map.of(0, 9L, 1, 5L));
        live.put(0, at(9, 0, 0, 1));
        live.put(1, at(5, 1, 0, 1));

        assertThat(new ViewPosition(() -> vanishing(live, 1), () -> stored).current())
                .isEqualTo(5);
    }

    /** Loses the segment after it has been looked at once, as the live map of a processor may. */
    private static Map<Integer, EventTrackerStatus> vanishing(Map<Integer, EventTrackerStatus> segments, int lost) {
        Map<Integer, EventTrackerStatus> left = new HashMap<>(segments);
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Integer, EventTrackerStatus>> entrySet() {
                Set<Entry<Integer, EventTrackerStatus>> now = Set.copyOf(left.entrySet());
                left.remove(lost);
                return now;
            }
        };
    }

    @Test
    void what_this_node_knows_of_half_a_segment_says_nothing_of_the_whole() {
        live.put(0, at(9, 0, 0, 1));
        stored.put(0, 3L);

        assertThat(position.current()).isEqualTo(3);
    }
}
