package io.paylog.api.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.paylog.api.money.Money;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaymentFilterTest {

    private static final OrganizationId ORGANIZATION = new OrganizationId("org-1");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private static PaymentFilter unresolved(@Nullable PaymentStatus status, Duration olderThan) {
        return new PaymentFilter(null, status, null, null, null, null, olderThan);
    }

    private static PaymentFilter amounts(@Nullable Long min, @Nullable Long max) {
        return new PaymentFilter(ORGANIZATION, null, null, min, max, null, null);
    }

    @Test
    void a_list_is_of_one_organization_or_of_unresolved_payments() {
        assertThat(unresolved(PaymentStatus.PROCESSING, Duration.ofSeconds(1)).organizationId())
                .isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentFilter(null, PaymentStatus.FAILED, null, null, null, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> unresolved(PaymentStatus.FAILED, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> unresolved(null, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> unresolved(PaymentStatus.PROCESSING, Duration.ZERO));
    }

    @Test
    void amounts_lie_in_the_range_of_money_and_the_smaller_is_first() {
        assertThat(amounts(Money.MIN_AMOUNT, Money.MIN_AMOUNT).maxAmount()).isEqualTo(Money.MIN_AMOUNT);
        assertThat(amounts(Money.MAX_AMOUNT, null).maxAmount()).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> amounts(2L, 1L));
        assertThatIllegalArgumentException().isThrownBy(() -> amounts(Money.MIN_AMOUNT - 1, null));
        assertThatIllegalArgumentException().isThrownBy(() -> amounts(null, Money.MAX_AMOUNT + 1));
    }

    @Test
    void deleted_payments_are_not_listed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PaymentFilter(ORGANIZATION, PaymentStatus.DELETED, null, null, null, null, null));
    }

    @Test
    void a_range_has_its_beginning_and_not_its_end() {
        DateRange hour = new DateRange(DateField.CREATED_AT, NOON, NOON.plusSeconds(3600));

        assertThat(hour.contains(NOON)).isTrue();
        assertThat(hour.contains(NOON.minusMillis(1))).isFalse();
        assertThat(hour.contains(NOON.plusSeconds(3600))).isFalse();
        assertThat(hour.contains(null)).isFalse();
    }

    @Test
    void a_range_has_a_bound_and_is_not_empty() {
        assertThat(new DateRange(DateField.FAILED_AT, null, NOON).contains(Instant.EPOCH))
                .isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> new DateRange(DateField.FAILED_AT, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new DateRange(DateField.FAILED_AT, NOON, NOON));
    }
}
