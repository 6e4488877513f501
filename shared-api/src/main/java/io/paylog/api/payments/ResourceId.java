package io.paylog.api.payments;

/** Identifies the cloud resource that is billed. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record ResourceId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public ResourceId {
        Identifiers.check("resourceId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
