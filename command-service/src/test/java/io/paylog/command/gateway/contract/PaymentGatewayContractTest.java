package io.paylog.command.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.paylog.api.payments.Failure;
import io.paylog.command.gateway.GatewayAnswer;
import io.paylog.command.gateway.GatewayKnowledge;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs the contract on adapters that are broken on purpose: a check that nothing fails checks nothing. */
class PaymentGatewayContractTest {

    @Test
    void an_adapter_that_keeps_the_contract_passes() {
        TestExecutionSummary summary = run(Faithful.class);

        assertThat(failures(summary)).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isPositive();
    }

    @Test
    void an_adapter_that_charges_again_on_a_repeat_fails() {
        assertThat(failures(run(ChargesAgain.class)))
                .contains(
                        "a_repeated_charge_moves_nothing_more_and_gets_the_same_answer()",
                        "charges_with_the_same_key_at_the_same_time_move_money_once()",
                        "a_refund_moves_its_amount_once_and_its_repeat_gets_the_same_answer()");
    }

    @Test
    void an_adapter_that_takes_a_time_out_for_a_no_fails() {
        assertThat(failures(run(TakesTimeOutsForNo.class)))
                .contains(
                        "a_lost_answer_to_a_charge_is_not_a_no_and_the_repeat_gets_the_yes()",
                        "a_lost_answer_to_a_refund_is_not_a_no_and_is_found()",
                        "nobody_at_the_other_end_is_neither_a_no_nor_never_heard_of()");
    }

    @Test
    void an_adapter_whose_look_up_forgets_fails() {
        assertThat(failures(run(Forgets.class)))
                .contains(
                        "a_look_up_finds_what_was_answered()",
                        "a_look_up_finds_a_charge_whose_answer_was_lost_as_the_repeat_does()",
                        "a_lost_answer_to_a_refund_is_not_a_no_and_is_found()");
    }

    @Test
    void an_adapter_that_takes_an_unanswered_look_up_for_never_heard_of_fails() {
        assertThat(failures(run(TakesSilenceForNeverHeardOf.class)))
                .containsExactly("nobody_at_the_other_end_is_neither_a_no_nor_never_heard_of()");
    }

    @Test
    void an_adapter_that_does_nothing_fails() {
        assertThat(failures(run(NeverMoves.class))).contains("an_approved_charge_moves_its_amount()");
    }

    private static TestExecutionSummary run(Class<? extends PaymentGatewayContract> contract) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .build();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    private static List<String> failures(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }

    static final class Faithful extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway();
        }
    }

    static final class ChargesAgain extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway() {

                @Override
                boolean moves(boolean firstCallWithItsKey) {
                    return true;
                }
            };
        }
    }

    static final class TakesTimeOutsForNo extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway() {

                @Override
                GatewayAnswer lostAnswer() {
                    return new GatewayAnswer.Declined(new Failure("timed_out", "timed out", true));
                }
            };
        }
    }

    static final class Forgets extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway() {

                @Override
                GatewayKnowledge remembered(@Nullable GatewayAnswer answer) {
                    return new GatewayKnowledge.NeverHeardOf();
                }
            };
        }
    }

    static final class TakesSilenceForNeverHeardOf extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway() {

                @Override
                GatewayKnowledge unansweredLookUp() {
                    return new GatewayKnowledge.NeverHeardOf();
                }
            };
        }
    }

    static final class NeverMoves extends PaymentGatewayContract {

        @Override
        protected GatewayUnderTest open() {
            return new InMemoryGateway() {

                @Override
                boolean moves(boolean firstCallWithItsKey) {
                    return false;
                }
            };
        }
    }
}
