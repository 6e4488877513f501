package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says what is wrong with a body that is not the JSON that was asked for, without quoting it. */
public final class UnreadableBody {

    private static final FieldProblem NO_OBJECT = new FieldProblem("", "must be one JSON object");

    private UnreadableBody() {}

    /** @param cause what the JSON parser threw; absent: there was nothing to parse */
    public static FieldProblem explain(@Nullable Throwable cause) {
        return switch (cause) {
            case UnrecognizedPropertyException unknown -> new FieldProblem(pointer(unknown), "is not known");
            case MismatchedInputException whole when whole.getPath().isEmpty() -> NO_OBJECT;
            case MismatchedInputException mismatch -> new FieldProblem(pointer(mismatch), expected(mismatch));
            case InputCoercionException tooLarge -> new FieldProblem(pointer(tooLarge), range(tooLarge));
            case StreamConstraintsException _ ->
                new FieldProblem("", "has a name, a text or a number that is too long, or is nested too deep");
            case StreamReadException twice
            when isDuplicate(twice) -> new FieldProblem(place(twice), "must be given once");
            case null, default -> NO_OBJECT;
        };
    }

    /** The parser has no type for it. */
    private static boolean isDuplicate(StreamReadException broken) {
        return broken.getOriginalMessage().startsWith("Duplicate Object property");
    }

    private static String place(StreamReadException broken) {
        JsonParser parser = broken.processor();
        return parser == null ? "" : parser.streamReadContext().pathAsPointer().toString();
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
