package io.paylog.query.consistency;

import io.paylog.api.queries.Freshness;
import io.paylog.web.InvalidRequestException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** How callers say how new a view they need, and are told how new it is. */
@Component
public final class FreshnessHeaders {

    /** In answers: every event up to this position is in it. */
    public static final String POSITION = "X-Event-Position";

    private static final String MIN_POSITION = "X-Min-Event-Position";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?=$|[,;])");

    private final FreshnessSettings settings;

    FreshnessHeaders(FreshnessSettings settings) {
        this.settings = settings;
    }

    /** @throws InvalidRequestException if {@code X-Min-Event-Position} is not a position */
    public Freshness parse(HttpHeaders headers) {
        List<String> given = headers.getOrEmpty(MIN_POSITION);
        if (given.isEmpty()) {
            return Freshness.ANY;
        }
        String required = String.join(",", given);
        if (!NUMBER.matcher(required).matches()) {
            throw InvalidRequestException.of(MIN_POSITION, "must be a position: a whole number, 0 or greater");
        }
        return new Freshness(Long.parseLong(required), wait(headers));
    }

    /** A preference that is not understood is ignored, as RFC 7240 asks. */
    private Duration wait(HttpHeaders headers) {
        return headers.getOrEmpty("Prefer").stream()
                .map(WAIT::matcher)
                .filter(Matcher::find)
                .findFirst()
                .map(preference -> Duration.ofSeconds(Long.parseLong(preference.group(1))))
                .map(this::bounded)
                .orElse(settings.defaultWait());
    }

    private Duration bounded(Duration wanted) {
        return wanted.compareTo(settings.maxWait()) > 0 ? settings.maxWait() : wanted;
    }
}
