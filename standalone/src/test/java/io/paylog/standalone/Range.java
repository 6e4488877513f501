package io.paylog.standalone;

import io.paylog.web.DataSizeRange;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The range of a setting, in words, from its constraints. */
final class Range {

    private Range() {}

    /** @throws AssertionError if the setting has a least or greatest value that nothing states */
    static String of(String record, String name) {
        Field field = field(record, name);
        Class<?> type = field.getType();
        if (type == int.class || type == long.class) {
            return words(required(field, field.getAnnotation(Min.class)).value() + "", maxOf(field));
        } else if (type == Duration.class) {
            return words(least(required(field, field.getAnnotation(DurationMin.class))), greatest(field));
        } else if (type == DataSize.class) {
            DataSizeRange range = required(field, field.getAnnotation(DataSizeRange.class));
            return words(range.min(), Optional.of(range.max()));
        }
        return field.isAnnotationPresent(NotBlank.class) ? "not empty" : type == boolean.class ? "true, false" : "";
    }

    private static Field field(String record, String name) {
        try {
            return Class.forName(record).getDeclaredField(camelCase(name));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no field for " + name, e);
        }
    }

    private static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        for (String word : name.split("-", -1)) {
            camelCase.append(
                    camelCase.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return camelCase.toString();
    }

    private static <A> A required(Field field, @Nullable A constraint) {
        if (constraint == null) {
            throw new AssertionError(field + " has no least value: give it a constraint");
        }
        return constraint;
    }

    private static Optional<String> maxOf(Field field) {
        return Optional.ofNullable(field.getAnnotation(Max.class))
                .map(max -> String.format(Locale.ROOT, "%,d", max.value()));
    }

    private static String least(DurationMin min) {
        return text(Duration.ofDays(min.days())
                .plusHours(min.hours())
                .plusMinutes(min.minutes())
                .plusSeconds(min.seconds())
                .plusMillis(min.millis())
                .plusNanos(min.nanos()));
    }

    private static Optional<String> greatest(Field field) {
        return Optional.ofNullable(field.getAnnotation(DurationMax.class))
                .map(max -> text(Duration.ofDays(max.days())
                        .plusHours(max.hours())
                        .plusMinutes(max.minutes())
                        .plusSeconds(max.seconds())
                        .plusMillis(max.millis())
                        .plusNanos(max.nanos())));
    }

    private static String text(Duration duration) {
        return duration.toMillisPart() > 0 ? duration.toMillis() + "ms" : duration.toSeconds() + "s";
    }

    private static String words(String least, Optional<String> greatest) {
        return greatest.map(most -> least + " to " + most).orElse(least + " or more");
    }
}
