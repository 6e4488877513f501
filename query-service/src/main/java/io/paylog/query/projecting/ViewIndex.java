package io.paylog.query.projecting;

import java.util.ArrayList;
import java.util.List;

/** An index that a view needs: fields in order, each with its direction. */
public record ViewIndex(List<Field> fields) {

    public record Field(String name, boolean ascending) {}

    public ViewIndex {
        fields = List.copyOf(fields);
    }

    public static ViewIndex ascending(String name) {
        return new ViewIndex(List.of(new Field(name, true)));
    }

    public ViewIndex thenAscending(String name) {
        return then(new Field(name, true));
    }

    public ViewIndex thenDescending(String name) {
        return then(new Field(name, false));
    }

    private ViewIndex then(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new ViewIndex(more);
    }
}
