package io.paylog.eventstore;

import java.util.List;

/**
 * What a process says has become of an append.
 *
 * @param thread of the process; one append of a thread ends before its next one begins
 * @param ids of the events, in order
 */
record Told(Outcome outcome, int thread, String aggregate, long sequence, List<String> ids) {

    enum Outcome {
        STORED,
        /** Axon's {@code AggregateStreamCreationException}. */
        CREATED_BY_ANOTHER,
        /** Axon's {@code ConcurrencyException}. */
        CHANGED_BY_ANOTHER
    }

    static final String BEGINNING = "told ";

    String asLine() {
        return BEGINNING
                + String.join(" ", outcome.name(), "" + thread, aggregate, "" + sequence, String.join(",", ids));
    }

    static Told ofLine(String line) {
        String[] words = line.substring(BEGINNING.length()).split(" ", -1);
        return new Told(
                Outcome.valueOf(words[0]),
                Integer.parseInt(words[1]),
                words[2],
                Long.parseLong(words[3]),
                List.of(words[4].split(",", -1)));
    }

    boolean isStored() {
        return outcome == Outcome.STORED;
    }
}
