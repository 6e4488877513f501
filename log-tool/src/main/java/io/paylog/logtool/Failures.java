package io.paylog.logtool;

import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.transfer.DamagedException;
import io.paylog.eventstore.transfer.TransferRefusedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** What the person at the terminal, or the script, is told of a failure. */
final class Failures implements IExecutionExceptionHandler {

    static final int REFUSED = 1;
    static final int USAGE = 2;
    /** As {@code EX_TEMPFAIL} of {@code sysexits.h}. */
    static final int REPEAT = 75;

    @Override
    public int handleExecutionException(Exception failure, CommandLine commandLine, ParseResult parsed)
            throws Exception {
        int code = exitCode(failure);
        commandLine.getErr().println(message(failure));
        if (code == REPEAT) {
            commandLine.getErr().println(whatRepeatingDoes(commandLine.getCommand()));
        }
        commandLine.getErr().flush();
        return code;
    }

    private static String whatRepeatingDoes(Object command) {
        return command instanceof VerifyCommand
                ? "The same command begins again."
                : "The same command goes on where this one ended.";
    }

    private static int exitCode(Exception failure) throws Exception {
        return switch (failure) {
            // What is given is looked at before anything is done.
            case IllegalArgumentException _ -> USAGE;
            case DamagedException _, TransferRefusedException _ -> REFUSED;
            case NoSuchFileException _, AccessDeniedException _ -> REFUSED;
            case FileSystemException e when isBelowNoFolder(e) -> REFUSED;
            case EventLogException e -> e.repeatingHelps() ? REPEAT : REFUSED;
            case IOException _ -> REPEAT;
            default -> throw failure;
        };
    }

    /** For a file in the place of a folder there is no type of its own. */
    private static boolean isBelowNoFolder(FileSystemException failure) {
        if (failure.getFile() == null) {
            return false;
        }
        Path folder = Path.of(failure.getFile()).toAbsolutePath().getParent();
        return folder != null && !Files.isDirectory(folder);
    }

    private static String message(Exception failure) {
        return switch (failure) {
            case NoSuchFileException e -> "There is no file " + e.getFile();
            case AccessDeniedException e -> e.getFile() + ": no right to read or write it";
            case FileSystemException e -> e.getFile() + ": " + (e.getReason() == null ? e.toString() : e.getReason());
            case IOException e -> "Reading or writing failed: " + e.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }
}
