package io.paylog.command.web;

import io.paylog.web.FieldProblem;
import io.paylog.web.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * What {@code If-Match} asks for: the version of a payment that a change is meant for. Endpoints take it as a parameter.
 *
 * @param ifMatch as it was sent, not looked at yet; absent: any version
 */
public record ExpectedVersion(@Nullable String ifMatch) {

    private static final Pattern VERSION = Pattern.compile("\"([1-9][0-9]{0,17})\"");

    /** More than one header is one list. */
    static ExpectedVersion of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        return new ExpectedVersion(sent.isEmpty() ? null : String.join(",", sent));
    }

    /**
     * The sequence number, from 0, of the last event that the client has seen; null where it does not care.
     *
     * @throws InvalidRequestException if the header is neither absent, {@code *} nor one strong version
     */
    public @Nullable Long sequence() {
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
