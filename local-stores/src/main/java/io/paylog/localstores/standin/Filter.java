package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A filter taken apart: what must hold for single fields, and the alternatives of its {@code $or}s. */
final class Filter {

    private final Map<String, FieldBounds> fields = new HashMap<>();
    private final List<List<Document>> alternatives = new ArrayList<>();

    private Filter() {}

    static Filter of(Document query) {
        Filter filter = new Filter();
        filter.require(query);
        return filter;
    }

    Optional<FieldBounds> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** One list for each {@code $or}. */
    List<List<Document>> alternatives() {
        return alternatives;
    }

    private void require(Document query) {
        query.forEach((name, condition) -> {
            switch (name) {
                case "$and" -> documents(condition).forEach(this::require);
                case "$or" -> alternatives.add(documents(condition));
                default -> {
                    if (!name.startsWith("$")) {
                        fields.computeIfAbsent(name, _ -> new FieldBounds()).restrict(condition);
                    }
                }
            }
        });
    }

    private static List<Document> documents(Object condition) {
        List<Document> found = new ArrayList<>();
        if (condition instanceof Collection<?> list) {
            list.forEach(element -> found.add((Document) element));
        }
        return found;
    }
}
