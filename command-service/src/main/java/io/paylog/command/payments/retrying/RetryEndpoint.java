package io.paylog.command.payments.retrying;

import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.ExpectedVersion;
import io.paylog.command.web.WriteAnswer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /payments/{id}/retry}: begins a new attempt to charge a payment; the gateway is asked afterwards. It
 * answers 200: the attempt has begun and is durable, so nothing is merely accepted (202), and it has no address of its
 * own (201).
 */
@RestController
class RetryEndpoint {

    private static final RetryRequest NOTHING_ASKED = new RetryRequest(null, null);

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    RetryEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @PostMapping("/api/v1/payments/{paymentId}/retry")
    ResponseEntity<WriteAnswer> retry(
            @PathVariable PaymentId paymentId,
            ExpectedVersion expected,
            @RequestBody(required = false) @Nullable RetryRequest request,
            MessageContext context) {
        RetryRequest asked = Objects.requireNonNullElse(request, NOTHING_ASKED);
        return answers.changed(commands.send(asked.toCommand(paymentId, expected.sequence()), context));
    }
}
