package io.paylog.api.payments;

import org.jspecify.annotations.Nullable;

/** Who is billed for what: the chain user, organization, workflow, cloud resource that a payment belongs to. */
public record Billing(
        OrganizationId organizationId,
        UserId userId,
        @Nullable WorkflowId workflowId,
        @Nullable ResourceId resourceId) {}
