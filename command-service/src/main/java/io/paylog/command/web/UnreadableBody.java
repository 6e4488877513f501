package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that is not the JSON that was asked for, without quoting it. */
final class UnreadableBody {

    private UnreadableBody() {}

    static FieldProblem explain(HttpMessageNotReadableException e) {
        return switch (e.getCause()) {
            case UnrecognizedPropertyException unknown -> new FieldProblem(pointer(unknown), "is not known");
            case MismatchedInputException mismatch -> new FieldProblem(pointer(mismatch), expected(mismatch));
            case InputCoercionException tooLarge -> new FieldProblem(pointer(tooLarge), "must be a whole number");
            case null, default -> new FieldProblem("", "the body must be one JSON object");
        };
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? Integer.toString(reference.getIndex())
                        : reference.getPropertyName())
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String expected(MismatchedInputException e) {
        Class<?> target = e.getTargetType();
        if (target == Long.class || target == long.class) {
            return "must be a whole number";
        }
        return target == String.class ? "must be a string" : "has the wrong type";
    }
}
