package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code If-Match} asks for: the version of a payment that a change is meant for. */
public final class ExpectedVersion {

    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    private ExpectedVersion() {}

    /**
     * The sequence number, from 0, of the last event that the client has seen; null where it does not care.
     *
     * @throws InvalidRequestException if the header is neither absent, {@code *} nor one strong version
     */
    public static @Nullable Long sequenceIn(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        Matcher matcher = VERSION.matcher(ifMatch);
        if (!matcher.matches()) {
            throw new InvalidRequestException(
                    List.of(new FieldProblem("If-Match", "must be * or one version such as \"2\"")));
        }
        return Long.parseLong(matcher.group(1)) - 1;
    }
}
