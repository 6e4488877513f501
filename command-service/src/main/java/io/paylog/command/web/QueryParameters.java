package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request that knows a few of them and refuses all others, which may well be misspelt. */
public final class QueryParameters {

    private final Map<String, String[]> given;

    /**
     * @param given as the servlet container has them
     * @throws InvalidRequestException if there is another one than those that are known, or one twice
     */
    public QueryParameters(Map<String, String[]> given, String... known) {
        List<FieldProblem> errors = given.entrySet().stream()
                .filter(parameter -> !List.of(known).contains(parameter.getKey()) || parameter.getValue().length > 1)
                .map(parameter -> new FieldProblem(
                        parameter.getKey(), parameter.getValue().length > 1 ? "must be given once" : "is not known"))
                .toList();
        if (!errors.isEmpty()) {
            throw new InvalidRequestException(errors);
        }
        this.given = Map.copyOf(given);
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(given.get(name)).map(values -> values[0]);
    }
}
