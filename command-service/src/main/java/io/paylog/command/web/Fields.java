package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns the fields of a body into value types and collects everything that is wrong with them. */
public final class Fields {

    private final List<FieldProblem> errors = new ArrayList<>();

    /** A field that must be there. */
    public <S, T> Optional<T> required(String name, @Nullable S value, Function<? super S, ? extends T> parse) {
        if (value == null) {
            errors.add(new FieldProblem(Pointers.to(name), "is required"));
            return Optional.empty();
        }
        return parsed(Pointers.to(name), () -> parse.apply(value));
    }

    /** A field that may be left out. */
    public <S, T> Optional<T> optional(String name, @Nullable S value, Function<? super S, ? extends T> parse) {
        return value == null ? Optional.empty() : parsed(Pointers.to(name), () -> parse.apply(value));
    }

    private <T> Optional<T> parsed(String pointer, Supplier<? extends T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (IllegalArgumentException e) {
            errors.add(new FieldProblem(pointer, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** A part of a field, whose use throws if it is wrong. */
    public void part(String pointer, Runnable use) {
        try {
            use.run();
        } catch (IllegalArgumentException e) {
            wrong(pointer, String.valueOf(e.getMessage()));
        }
    }

    /** A field, or a part of one, that is wrong. */
    public void wrong(String pointer, String message) {
        errors.add(new FieldProblem(pointer, message));
    }

    /**
     * The result, if nothing was wrong.
     *
     * @throws InvalidRequestException naming every field that was
     */
    public <T> T build(Supplier<T> result) {
        if (!errors.isEmpty()) {
            throw new InvalidRequestException(errors);
        }
        return result.get();
    }
}
