package io.paylog.query.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.paylog.query.testing.OwnDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnDatabase.class)
@SuppressWarnings("NullAway.Init")
class MembershipTest {

    private static final int LOOKS = 3;

    private MongoDatabase database;

    @BeforeEach
    void connect(MongoDatabase own) {
        database = own;
    }

    private Membership node(String work, String name) {
        return new Membership(database, work, name, LOOKS);
    }

    private static Place beats(Membership node, int times) {
        Place place = node.beat(true);
        for (int n = 1; n < times; n++) {
            place = node.beat(true);
        }
        return place;
    }

    @Test
    void a_node_alone_is_the_only_one() {
        assertThat(node("w", "n").beat(true)).isEqualTo(new Place(0, 1));
    }

    @Test
    void whoever_came_first_is_first_whatever_its_name() {
        Membership first = node("w", "z");
        Membership second = node("w", "a");
        first.beat(true);

        assertThat(second.beat(true)).isEqualTo(new Place(1, 2));
        assertThat(first.beat(true)).isEqualTo(new Place(0, 2));
    }

    @Test
    void other_work_is_shared_by_others() {
        node("w", "n").beat(true);

        assertThat(node("other", "n").beat(true)).isEqualTo(new Place(0, 1));
    }

    @Test
    void a_silent_node_is_gone_after_so_many_looks() {
        Membership silent = node("w", "silent");
        Membership other = node("w", "other");
        silent.beat(true);

        assertThat(beats(other, LOOKS)).isEqualTo(new Place(1, 2));
        assertThat(other.beat(true)).isEqualTo(new Place(0, 1));
        silent.beat(true);
        assertThat(other.beat(true)).isEqualTo(new Place(1, 2));
    }

    @Test
    void a_node_that_could_not_look_for_long_takes_nobody_for_gone() {
        Membership one = node("w", "one");
        Membership other = node("w", "other");
        one.beat(true);
        beats(other, LOOKS);
        one.beat(true);

        assertThat(other.beat(true).nodes()).isEqualTo(2);
    }

    @Test
    void a_node_that_leaves_is_gone_at_once_and_comes_back_as_the_last() {
        Membership leaving = node("w", "leaving");
        Membership staying = node("w", "staying");
        leaving.beat(true);
        staying.beat(true);
        leaving.leave();

        assertThat(staying.beat(true)).isEqualTo(new Place(0, 1));
        assertThat(leaving.beat(true)).isEqualTo(new Place(1, 2));
    }

    @Test
    void a_node_that_does_not_get_on_counts_only_for_itself() {
        Membership stuck = node("w", "stuck");
        Membership able = node("w", "able");
        assertThat(stuck.beat(false)).isEqualTo(new Place(0, 1));

        assertThat(able.beat(true)).isEqualTo(new Place(0, 1));
        assertThat(stuck.beat(false)).isEqualTo(new Place(0, 2));
        stuck.beat(true);
        assertThat(able.beat(true)).isEqualTo(new Place(1, 2));
    }

    @Test
    void what_dead_nodes_leave_behind_is_removed() {
        for (int n = 0; n < 5; n++) {
            node("w", "dead-" + n).beat(true);
        }
        Membership alive = node("w", "alive");

        beats(alive, 25 * LOOKS);

        assertThat(database.getCollection("nodes").countDocuments()).isOne();
    }

    @Test
    void what_a_node_tells_counts_only_while_it_is_counted_itself() {
        List<Progress> progress = List.of(new Progress("s", 0, 0, 7));
        Membership node = node("w", "n");
        assertThat(node.tell(progress)).isFalse();
        assertThat(node.told()).isEmpty();

        node.beat(true);
        assertThat(node.tell(progress)).isTrue();
        assertThat(node.told()).isEqualTo(progress);
    }
}
