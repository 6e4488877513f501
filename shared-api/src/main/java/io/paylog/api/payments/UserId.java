package io.paylog.api.payments;

/** Identifies the user on whose behalf an organization is billed. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record UserId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public UserId {
        Identifiers.check("userId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
