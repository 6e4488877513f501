package io.paylog.logtool;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.transfer.LogContent;
import io.paylog.eventstore.transfer.LogVerification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description =
                "Looks whether a file holds all that was exported, unchanged; on request also whether a database does.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The exported log")
    private Path file = Path.of("");

    @Option(
            names = "--against-database",
            description = "Compare it with the log in the database too, which may have more")
    private boolean againstDatabase;

    @Mixin
    private Database database = new Database();

    @Override
    public Integer call() throws IOException {
        LogContent content = againstDatabase ? compare() : check();
        String where = againstDatabase ? "as exported, and in the database" : "as exported";
        System.out.printf("%s: %s, %s%n", file, Told.of(content), where);
        System.out.printf("checksum %s%n", content.checksum());
        return 0;
    }

    private LogContent check() throws IOException {
        try (Progress progress = Progress.onStandardError()) {
            return LogVerification.verify(file, progress);
        }
    }

    private LogContent compare() throws IOException {
        try (LogArchive log = database.connect();
                Progress progress = Progress.onStandardError()) {
            return new LogVerification(log, progress).verify(file);
        }
    }
}
