package io.paylog.command.bus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import java.util.Arrays;
import java.util.stream.Stream;
import org.axonframework.commandhandling.DuplicateCommandHandlerSubscriptionException;
import org.junit.jupiter.api.Test;

class CompleteCommandBusTest {

    private final CompleteCommandBus bus = new CompleteCommandBus();

    @Test
    void a_bus_with_a_handler_for_each_command_is_complete() {
        commands().forEach(this::subscribe);

        assertThatCode(bus::checkComplete).doesNotThrowAnyException();
    }

    @Test
    void a_command_without_handler_is_named() {
        commands().filter(name -> !name.equals(RefundPayment.class.getName())).forEach(this::subscribe);

        assertThatThrownBy(bus::checkComplete)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("RefundPayment")
                .hasMessageNotContaining("ProcessPayment");
    }

    @Test
    void a_second_handler_for_a_command_is_refused() {
        subscribe(RefundPayment.class.getName());

        assertThatThrownBy(() -> subscribe(RefundPayment.class.getName()))
                .isInstanceOf(DuplicateCommandHandlerSubscriptionException.class);
    }

    private static Stream<String> commands() {
        return Arrays.stream(PaymentCommand.class.getPermittedSubclasses()).map(Class::getName);
    }

    private void subscribe(String command) {
        bus.subscribe(command, message -> command);
    }
}
