package io.paylog.api.payments;

/** Identifies the workflow that used the resource that is billed. 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public record WorkflowId(String value) {

    /** @throws IllegalArgumentException if the value has another form */
    public WorkflowId {
        Identifiers.check("workflowId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
