package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that is not the JSON that was asked for, without quoting it. */
public final class UnreadableBody {

    private UnreadableBody() {}

    /** @param cause what the JSON parser threw; absent: there was nothing to parse */
    public static FieldProblem explain(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> new FieldProblem(pointer(unknown), "is not known");
            case MismatchedInputException mismatch -> new FieldProblem(pointer(mismatch), expected(mismatch));
            case InputCoercionException tooLarge -> new FieldProblem(pointer(tooLarge), range(tooLarge));
            case null, default -> new FieldProblem("", "must be one JSON object");
        };
    }

    private static String range(InputCoercionException tooLarge) {
        return tooLarge.getTargetType() == int.class || tooLarge.getTargetType() == Integer.class
                ? "must be a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE
                : "must be a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE;
    }

    private static String pointer(JacksonException e) {
        return e.getPath().stream()
                .map(reference -> reference.getPropertyName() == null
                        ? Integer.toString(reference.getIndex())
                        : reference.getPropertyName())
                .map(Pointers::to)
                .collect(Collectors.joining());
    }

    private static String expected(MismatchedInputException e) {
        Class<?> target = e.getTargetType();
        if (target == Long.class || target == Integer.class) {
            return "must be a whole number";
        }
        return target == String.class ? "must be a string" : "has the wrong type";
    }
}
