package io.paylog.query.web;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values of query parameters. What is not one is an {@link IllegalArgumentException}. */
public final class Values {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME =
            Pattern.compile(DATE + "T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

    private Values() {}

    /** Digits only. */
    public static Function<String, Long> wholeNumber(long min, long max) {
        return text -> {
            require(NUMBER.matcher(text).matches());
            long number = Long.parseLong(text);
            require(number >= min && number <= max);
            return number;
        };
    }

    public static boolean flag(String text) {
        require(text.equals("true") || text.equals("false"));
        return text.equals("true");
    }

    /**
     * An RFC 3339 time, or a date, which is its midnight in UTC. Views cut times to milliseconds; what is given is moved to
     * the next one, so that a stored time lies before it just if the real one did.
     */
    public static Instant time(String text) {
        try {
            if (DATE.matcher(text).matches()) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            require(TIME.matcher(text).matches());
            return OffsetDateTime.parse(text).toInstant().plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    /** A number of seconds, minutes, hours or days such as {@code 10m}, or ISO 8601 such as {@code PT10M}. */
    public static Function<String, Duration> duration(Duration max) {
        return text -> {
            Duration duration = duration(text);
            require(duration.isPositive() && duration.compareTo(max) <= 0);
            return duration;
        };
    }

    private static Duration duration(String text) {
        Matcher number = DURATION.matcher(text);
        try {
            return number.matches()
                    ? Duration.of(Long.parseLong(number.group(1)), unit(number.group(2)))
                    : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalArgumentException();
        }
    }
}
