package io.paylog.command.web;

import org.springframework.http.ProblemDetail;

/** The one mapping from what keeps a command from being executed to what its sender is told. */
public interface CommandFailures {

    /** Logs what operators have to know of. */
    ProblemDetail explain(RuntimeException failure);
}
