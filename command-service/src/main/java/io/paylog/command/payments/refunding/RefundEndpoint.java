package io.paylog.command.payments.refunding;

import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.ExpectedVersion;
import io.paylog.command.web.WriteAnswer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /payments/{id}/refunds}: reserves a part or all of what remains; the gateway is asked afterwards. */
@RestController
class RefundEndpoint {

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    RefundEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @PostMapping("/api/v1/payments/{paymentId}/refunds")
    ResponseEntity<WriteAnswer> refund(
            @PathVariable PaymentId paymentId,
            ExpectedVersion expected,
            @RequestBody RefundRequest request,
            MessageContext context) {
        RefundPayment command = request.toCommand(paymentId, expected.sequence());
        return answers.created(commands.send(command, context), command.refundId());
    }
}
