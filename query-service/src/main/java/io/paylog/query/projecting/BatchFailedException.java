package io.paylog.query.projecting;

/** The virtual machine failed in the middle of a batch, by want of memory for instance. The batch is repeated. */
final class BatchFailedException extends RuntimeException {

    BatchFailedException(Error error) {
        super(error);
    }
}
