package io.paylog.command.payments.deleting;

import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.command.web.ExpectedVersion;
import io.paylog.command.web.QueryParameters;
import io.paylog.command.web.WriteAnswer;
import io.paylog.web.InvalidRequestException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code DELETE /payments/{id}?reason=}: hides a payment that the gateway definitely refused from lists. It answers with
 * where the payment stands, for it is still there to be read by its id.
 */
@RestController
class DeleteEndpoint {

    private static final String REASON = "reason";

    private final Commands commands;
    private final WriteAnswer.Factory answers;

    DeleteEndpoint(Commands commands, WriteAnswer.Factory answers) {
        this.commands = commands;
        this.answers = answers;
    }

    @DeleteMapping("/api/v1/payments/{paymentId}")
    ResponseEntity<WriteAnswer> delete(
            @PathVariable PaymentId paymentId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletRequest request,
            MessageContext context) {
        DeletePayment command = new DeletePayment(paymentId, reason(request), ExpectedVersion.sequenceIn(ifMatch));
        return answers.changed(commands.send(command, context));
    }

    private static @Nullable String reason(HttpServletRequest request) {
        String reason = new QueryParameters(request.getParameterMap(), REASON)
                .value(REASON)
                .orElse(null);
        if (reason != null && reason.length() > PaymentCommand.MAX_REASON) {
            throw InvalidRequestException.of(REASON, "must have at most " + PaymentCommand.MAX_REASON + " characters");
        }
        return reason;
    }
}
