package io.paylog.logtool;

import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.transfer.ExportReport;
import io.paylog.eventstore.transfer.ExportRequest;
import io.paylog.eventstore.transfer.LogExport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes the log into a file, as it is when the export begins; services go on meanwhile. While the"
                + " file is not complete, it is named .part; the same command goes on with it.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The file to write, such as log.jsonl.gz")
    private Path file = Path.of("");

    @Mixin
    private Database database = new Database();

    @Option(
            names = "--from",
            defaultValue = "1",
            paramLabel = "POSITION",
            description = "Where to begin: behind the last position of an earlier export. Default: ${DEFAULT-VALUE}")
    private long from;

    @Option(
            names = "--up-to",
            paramLabel = "POSITION",
            description = "Where to end at the latest. Default: all that there is when it begins")
    private long upTo = Long.MAX_VALUE;

    @Option(names = "--overwrite", description = "Replace the file if there is one, once the new one is complete")
    private boolean overwrite;

    @Override
    public Integer call() throws IOException {
        ExportRequest request = new ExportRequest(file, from, upTo, overwrite);
        ExportReport report;
        try (LogArchive log = database.connect();
                Progress progress = Progress.onStandardError()) {
            report = new LogExport(log, Clock.systemUTC(), progress).run(request);
        }
        System.out.printf("%s: %s, %,d bytes%n", file, Told.of(report.content()), report.bytes());
        System.out.printf(
                "The next part begins with --from %d%n", report.content().lastPosition() + 1);
        return 0;
    }
}
