package io.paylog.api.payments;

/**
 * Text that people write. A repeat is recognized by being equal to what was stored, so only text is taken that every
 * store gives back as it was: no unpaired surrogates, which UTF-8 has no form for, and no control characters.
 */
public final class FreeText {

    private static final int REPLACEMENT = 0xFFFD;

    private FreeText() {}

    /**
     * A reason for what is asked for.
     *
     * @throws IllegalArgumentException if it is too long or not such text
     */
    public static String reason(String text) {
        return check("reason", text, 0, PaymentCommand.MAX_REASON);
    }

    static String check(String name, String text, int minLength, int maxLength) {
        if (text.length() < minLength || text.length() > maxLength) {
            throw new IllegalArgumentException(
                    name + " must have " + minLength + " to " + maxLength + " characters, has " + text.length());
        }
        if (text.codePoints().anyMatch(point -> Character.isISOControl(point) || isUnpaired(point))) {
            throw new IllegalArgumentException(
                    name + " must not contain control characters or halves of surrogate pairs");
        }
        return text;
    }

    /** For text whose author cannot be told: what would be refused is replaced. */
    static String cleaned(String text) {
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : isUnpaired(point) ? REPLACEMENT : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** In a sequence of code points, the halves of pairs do not occur. */
    private static boolean isUnpaired(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }
}
