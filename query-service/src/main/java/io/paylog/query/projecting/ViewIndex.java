package io.paylog.query.projecting;

import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;

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

    /** The index as MongoDB names it, to make it or to demand its use. */
    public Bson keys() {
        return Indexes.compoundIndex(fields.stream()
                .map(field -> field.ascending() ? Indexes.ascending(field.name()) : Indexes.descending(field.name()))
                .toList());
    }

    private ViewIndex then(Field field) {
        List<Field> more = new ArrayList<>(fields);
        more.add(field);
        return new ViewIndex(more);
    }
}
