package io.paylog.logtool;

import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. Results go to standard output, progress and errors to standard error. */
@Command(
        name = "./log",
        description = "Exports the event log into a file, imports such a file, or verifies one.",
        subcommands = {ExportCommand.class, ImportCommand.class, VerifyCommand.class},
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:refused, or damaged: repeating it does not help",
            "2:a wrong command line",
            "75:interrupted, or a store or disk failed: the same command goes on where this one ended (verify begins"
                    + " again)",
            "130:stopped by Ctrl-C: the same command goes on where this one ended"
        })
final class LogTool {

    private LogTool() {}

    public static void main(String[] arguments) {
        // Numbers look the same everywhere, also to scripts.
        Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LogTool()).setExecutionExceptionHandler(new Failures());
    }
}
