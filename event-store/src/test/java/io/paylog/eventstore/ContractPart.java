package io.paylog.eventstore;

/** Some of what {@link EventLogContract} asks. */
interface ContractPart {

    ContractLogs logs();
}
