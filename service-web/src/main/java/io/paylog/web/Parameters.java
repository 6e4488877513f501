package io.paylog.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.util.MultiValueMap;

/** The query parameters of a request. Everything that is wrong with them is told at once. */
public final class Parameters {

    private final MultiValueMap<String, String> values;
    private final List<FieldProblem> errors = new ArrayList<>();

    private Parameters(MultiValueMap<String, String> values) {
        this.values = values;
    }

    /** @param known the names that may be given; each at most once */
    public static Parameters of(MultiValueMap<String, String> values, Set<String> known) {
        Parameters parameters = new Parameters(values);
        values.forEach((name, given) -> {
            if (!known.contains(name)) {
                parameters.errors.add(new FieldProblem(name, "is not a parameter here"));
            } else if (given.size() > 1) {
                parameters.errors.add(new FieldProblem(name, "must be given once"));
            }
        });
        return parameters;
    }

    /** @throws InvalidRequestException if there are parameters */
    static void none(MultiValueMap<String, String> values) {
        of(values, Set.of()).check();
    }

    /**
     * The value of a parameter; nothing if it is absent, or wrong and noted as such.
     *
     * @param parse throws {@link IllegalArgumentException} if the text is not a value
     * @param rule what the parameter must be, for the caller
     */
    public <T> Optional<T> optional(String name, Function<String, T> parse, String rule) {
        String text = values.getFirst(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException wrong) {
            errors.add(new FieldProblem(name, rule));
            return Optional.empty();
        }
    }

    /** As {@link #optional}, but absence is wrong as well. */
    public <T> Optional<T> required(String name, Function<String, T> parse, String rule) {
        if (!values.containsKey(name)) {
            errors.add(new FieldProblem(name, "is required and " + rule));
        }
        return optional(name, parse, rule);
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Notes what is wrong between parameters. */
    public void require(boolean condition, String name, String rule) {
        if (!condition) {
            errors.add(new FieldProblem(name, rule));
        }
    }

    /** @throws InvalidRequestException naming every parameter that is wrong */
    public void check() {
        if (!errors.isEmpty()) {
            throw new InvalidRequestException(errors);
        }
    }
}
