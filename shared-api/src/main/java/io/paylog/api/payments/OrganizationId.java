package io.paylog.api.payments;

/** Identifies the organization that is billed. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record OrganizationId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public OrganizationId {
        Identifiers.check("organizationId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
