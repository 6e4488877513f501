package io.paylog.command.bus;

import io.paylog.api.payments.PaymentCommand;
import io.paylog.command.payments.PaymentRefused;
import io.paylog.web.LogContext;
import java.time.Duration;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what became of each command: its kind, the payment's id and the time it took; never its content. Whoever
 * dispatched the command reports what went wrong, so nothing is logged twice.
 */
class LogCommands implements MessageHandlerInterceptor<CommandMessage<?>> {

    private static final Logger LOG = LoggerFactory.getLogger("io.paylog.commands");

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        CommandMessage<?> command = unitOfWork.getMessage();
        try (LogContext _ = LogContext.of(command.getMetaData())) {
            return timed(command, chain);
        }
    }

    private static Object timed(CommandMessage<?> command, InterceptorChain chain) throws Exception {
        long startNanos = System.nanoTime();
        try {
            Object result = chain.proceed();
            log(command, "accepted", startNanos);
            return result;
        } catch (PaymentRefused refused) {
            log(command, refused.refusal().getClass().getSimpleName(), startNanos);
            throw refused;
        }
    }

    private static void log(CommandMessage<?> command, String outcome, long startNanos) {
        if (LOG.isDebugEnabled() && command.getPayload() instanceof PaymentCommand payment) {
            LOG.debug(
                    "{} {} {} in {} µs",
                    command.getPayloadType().getSimpleName(),
                    payment.paymentId(),
                    outcome,
                    Duration.ofNanos(System.nanoTime() - startNanos).toNanos() / 1_000);
        }
    }
}
