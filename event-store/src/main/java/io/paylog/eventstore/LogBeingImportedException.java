package io.paylog.eventstore;

/** Only a part of the log may be there, and its epoch is not known before all of it is. */
final class LogBeingImportedException extends EventLogRefusedException {

    LogBeingImportedException() {
        super("The log is being imported, or its import was interrupted: nothing may use it before that is done", null);
    }
}
