package io.paylog.logtool;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.transfer.ImportReport;
import io.paylog.eventstore.transfer.LogImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Puts an exported log into an empty database, or a further part of it behind the one before. Stop all"
                        + " services first. The log has a new epoch afterwards: views are built anew.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ImportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The exported log")
    private Path file = Path.of("");

    @Mixin
    private Database database = new Database();

    @Override
    public Integer call() throws IOException {
        ImportReport report;
        try (LogArchive log = database.connect();
                Progress progress = Progress.onStandardError()) {
            report = new LogImport(log, progress).run(file);
        }
        System.out.printf("%s: %s, imported and read back%n", file, Told.of(report.content()));
        System.out.printf(
                "The log is in epoch %s; it was exported from epoch %s%n", report.epoch(), report.sourceEpoch());
        return 0;
    }
}
