package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The order that was asked for. */
record Order(List<Term> terms, boolean naturalReverse) {

    record Term(String field, boolean descending) {}

    static final Order NONE = new Order(List.of(), false);

    static Order of(@Nullable Document sort) {
        if (sort == null || sort.isEmpty()) {
            return NONE;
        }
        if (sort.containsKey("$natural")) {
            return new Order(List.of(), isDescending(sort.get("$natural")));
        }
        List<Term> terms = new ArrayList<>();
        for (Map.Entry<String, Object> term : sort.entrySet()) {
            terms.add(new Term(term.getKey(), isDescending(term.getValue())));
        }
        return new Order(terms, false);
    }

    boolean isNatural() {
        return terms.isEmpty();
    }

    /** What is left to be ordered where these fields have one value each. */
    List<Term> without(Set<String> constant) {
        return terms.stream().filter(term -> !constant.contains(term.field())).toList();
    }

    private static boolean isDescending(@Nullable Object direction) {
        return direction instanceof Number number && number.intValue() < 0;
    }
}
