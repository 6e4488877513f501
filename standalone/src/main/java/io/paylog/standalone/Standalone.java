package io.paylog.standalone;

import io.paylog.localstores.LocalStoresException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line of the standalone system. */
@Command(
        name = "./run",
        description = "Starts the command service and the query service on local stores, on 127.0.0.1.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
final class Standalone implements Callable<Integer> {

    static final int STARTED_BEFORE = 1;

    @Option(
            names = "--command-port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Port of the command service; 0: a free one. Default: ${DEFAULT-VALUE}")
    private int commandPort;

    @Option(
            names = "--query-port",
            defaultValue = "8081",
            paramLabel = "PORT",
            description = "Port of the query service; 0: a free one. Default: ${DEFAULT-VALUE}")
    private int queryPort;

    @Option(
            names = "--data",
            defaultValue = "data",
            paramLabel = "DIRECTORY",
            description = "Where the stores keep their data. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("data");

    @Option(names = "--fresh", description = "Delete the data first and start empty.")
    private boolean fresh;

    @Option(
            names = "--memory",
            description = "Keep everything in memory only: nothing outlives the process. Excludes --data and --fresh.")
    private boolean memory;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] arguments) {
        int exitCode = new CommandLine(new Standalone()).execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() {
        Keeping keeping = keeping();
        try {
            Ports ports = Ports.check(commandPort, queryPort);
            Welcome.print(PaymentSystem.start(keeping, ports), System.out);
            return 0;
        } catch (PortException | LocalStoresException e) {
            System.err.println(e.getMessage());
            return STARTED_BEFORE;
        }
    }

    private Keeping keeping() {
        if (!memory) {
            return Keeping.onDisk(data, fresh);
        }
        ParseResult given = spec.commandLine().getParseResult();
        for (String other : List.of("--data", "--fresh")) {
            if (given.hasMatchedOption(other)) {
                throw new ParameterException(
                        spec.commandLine(), "--memory starts empty and keeps nothing: leave out " + other + ".");
            }
        }
        return Keeping.inMemory();
    }
}
