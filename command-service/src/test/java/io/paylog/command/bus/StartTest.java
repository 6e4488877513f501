package io.paylog.command.bus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.CompleteRefund;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentCommand.FailRefund;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.DuplicateCommandHandlerSubscriptionException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class StartTest {

    @Test
    void a_service_with_one_handler_for_each_command_starts() {
        assertThatCode(() -> start(AllHandlers.class)).doesNotThrowAnyException();
    }

    @Test
    void a_service_that_lacks_a_handler_does_not_start() {
        assertThatThrownBy(() -> start(AllButOne.class))
                .hasStackTraceContaining("No handler for [" + RefundPayment.class.getName() + "]");
    }

    @Test
    void a_service_with_two_handlers_for_a_command_does_not_start() {
        assertThatThrownBy(() -> start(AllHandlers.class, OneMore.class))
                .hasRootCauseInstanceOf(DuplicateCommandHandlerSubscriptionException.class);
    }

    private static void start(Class<?>... handlers) {
        new SpringApplicationBuilder(BusOnly.class)
                .sources(handlers)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.config.name=none",
                        "axon.axonserver.enabled=false",
                        "axon.serializer.general=jackson",
                        "axon.timeout.enabled=false",
                        "logging.level.root=off")
                .run()
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(excludeName = "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration")
    @Import(BusConfiguration.class)
    static class BusOnly {}

    static class AllButOne {
        @CommandHandler
        void handle(ProcessPayment command) {}

        @CommandHandler
        void handle(CompletePayment command) {}

        @CommandHandler
        void handle(FailPayment command) {}

        @CommandHandler
        void handle(RetryPayment command) {}

        @CommandHandler
        void handle(UpdatePayment command) {}

        @CommandHandler
        void handle(DeletePayment command) {}

        @CommandHandler
        void handle(CompleteRefund command) {}

        @CommandHandler
        void handle(FailRefund command) {}
    }

    static class AllHandlers extends AllButOne {
        @CommandHandler
        void handle(RefundPayment command) {}
    }

    static class OneMore {
        @CommandHandler
        void handle(RefundPayment command) {}
    }
}
