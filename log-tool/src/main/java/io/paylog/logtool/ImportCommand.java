package io.paylog.logtool;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.transfer.ImportReport;
import io.paylog.eventstore.transfer.LogImport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description =
                "Puts an exported log, of one file or of all its parts, into an empty database, or further parts behind what"
                        + " was imported before. Stop all services first. The log has a new epoch afterwards: views are built"
                        + " anew.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ImportCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "The exported log; several parts in their order, which nobody opens before the last is there")
    private List<Path> files = List.of();

    @Mixin
    private Database database = new Database();

    @Override
    public Integer call() throws IOException {
        ImportReport report;
        try (LogArchive log = database.connect();
                Progress progress = Progress.onStandardError()) {
            report = new LogImport(log, progress).run(files);
        }
        System.out.printf("%s: %s, imported and read back%n", Told.of(files), Told.of(report.content()));
        System.out.printf(
                "The log is in epoch %s; it was exported from epoch %s%n", report.epoch(), report.sourceEpoch());
        return 0;
    }
}
