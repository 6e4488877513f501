package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guesses how many commits fill a reply. */
class ReplySizesTest {

    private static final ReadBounds BOUNDS = new ReadBounds(1_000, 1_000_000);

    private final ReplySizes sizes = new ReplySizes();

    private static List<LoggedCommit> commitsOf(int commits, int events) {
        return IntStream.range(0, commits)
                .mapToObj(i -> LoggedCommit.behind(Head.OF_EMPTY_LOG, TestLogs.commit("a" + i, 0, events), "c" + i))
                .toList();
    }

    @Test
    void small_commits_of_many_events_fill_a_reply_by_their_events() {
        for (int i = 0; i < 20; i++) {
            sizes.saw(commitsOf(10, 100));
        }

        assertThat(sizes.commitsFor(BOUNDS)).isBetween(10, 20);
    }

    @Test
    void commits_of_one_event_fill_a_reply_at_the_bound_of_events() {
        for (int i = 0; i < 40; i++) {
            sizes.saw(commitsOf(10, 1));
        }

        assertThat(sizes.commitsFor(BOUNDS)).isEqualTo(1_000);
        assertThat(sizes.commitsFor(new ReadBounds(5, 1))).isEqualTo(5);
    }

    @Test
    void one_large_commit_does_not_make_replies_tiny() {
        sizes.saw(List.of(LoggedCommit.behind(
                Head.OF_EMPTY_LOG, new NewCommit("Thing", "a", 0, List.of(CursorTest.large(2_000_000))), "c")));

        assertThat(sizes.commitsFor(BOUNDS)).isEqualTo(16);
    }
}
