package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The first few documents in an order that no index has, without keeping the others. */
final class Smallest {

    private record Numbered(Document document, long number) {}

    private Smallest() {}

    static Iterator<Document> of(Iterator<Document> documents, Comparator<Document> order, int most) {
        // the number keeps equal documents in the order in which they came
        Comparator<Numbered> stable =
                Comparator.comparing(Numbered::document, order).thenComparingLong(Numbered::number);
        PriorityQueue<Numbered> kept = new PriorityQueue<>(stable.reversed());
        for (long number = 0; documents.hasNext(); number++) {
            kept.add(new Numbered(documents.next(), number));
            if (kept.size() > most) {
                kept.poll();
            }
        }
        List<Numbered> sorted = new ArrayList<>(kept);
        sorted.sort(stable);
        return sorted.stream().map(Numbered::document).iterator();
    }
}
