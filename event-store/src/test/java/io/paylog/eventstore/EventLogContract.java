package io.paylog.eventstore;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What a log promises wherever it is kept. A place passes if a class that extends this one and opens it there passes. */
@Timeout(120)
abstract class EventLogContract
        implements AppendingContract,
                PlacesContract,
                UnknownOutcomeContract,
                ConcurrencyContract,
                ReadingContract,
                TimeContract,
                StreamContract,
                EpochContract,
                SnapshotContract {

    private final ContractLogs logs;

    /** @param place empty, and of one test alone */
    EventLogContract(LogUnderTest place) {
        logs = new ContractLogs(place);
    }

    @Override
    public final ContractLogs logs() {
        return logs;
    }

    @AfterEach
    void closeAll() {
        logs.close();
    }
}
