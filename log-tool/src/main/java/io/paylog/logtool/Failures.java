package io.paylog.logtool;

import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.transfer.DamagedException;
import io.paylog.eventstore.transfer.TransferRefusedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What the person at the terminal, or the script, is told of a failure. */
final class Failures implements IExecutionExceptionHandler {

    static final int REFUSED = 1;
    /** As {@code EX_TEMPFAIL} of {@code sysexits.h}. */
    static final int REPEAT = 75;

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed)
            throws Exception {
        int code = exitCode(failure);
        commandLine.getErr().println(message(failure));
        if (code == REPEAT) {
            commandLine.getErr().println("The same command goes on where this one ended.");
        }
        commandLine.getErr().flush();
        return code;
    }

    private static int exitCode(Exception failure) throws Exception {
        return switch (failure) {
            case DamagedException _, TransferRefusedException _, IllegalArgumentException _ -> REFUSED;
            case NoSuchFileException _ -> REFUSED;
            case EventLogException e -> e.repeatingHelps() ? REPEAT : REFUSED;
            case IOException _ -> REPEAT;
            default -> throw failure;
        };
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case NoSuchFileException e -> "There is no file " + e.getFile();
            case FileSystemException e -> e.getFile() + ": " + (e.getReason() == null ? e.toString() : e.getReason());
            case IOException e -> "Reading or writing failed: " + e.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
