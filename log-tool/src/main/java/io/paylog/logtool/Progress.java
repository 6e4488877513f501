package io.paylog.logtool;

import io.paylog.eventstore.transfer.TransferProgress;
import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar for a terminal, and a line every few seconds for whatever else reads standard error. */
abstract class Progress implements TransferProgress, AutoCloseable {

    static Progress onStandardError() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return terminal ? new Bars() : new PlainLines(System.err, System::nanoTime);
    }

    private static String name(Step step) {
        return switch (step) {
            case EXPORT -> "Exporting";
            case CHECK -> "Checking the file";
            case IMPORT -> "Importing";
            case VERIFY -> "Reading back";
        };
    }

    @Override
    public abstract void close();

    /** One after the other; on standard error. */
    private static final class Bars extends Progress {

        private @Nullable ProgressBar bar;
        private @Nullable Step current;

        @Override
        public void reached(Step step, long position, long last) {
            if (bar == null || step != current) {
                close();
                bar = new ProgressBarBuilder()
                        .setTaskName(name(step))
                        .setInitialMax(last == Long.MAX_VALUE ? -1 : last)
                        .setUnit(" events", 1)
                        .showSpeed()
                        .build();
                current = step;
            }
            if (last != Long.MAX_VALUE) {
                bar.maxHint(last);
            }
            bar.stepTo(position);
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
            }
        }
    }

    /** The first and the last of each step, and those between at most every {@value #SECONDS} seconds. */
    static final class PlainLines extends Progress {

        static final int SECONDS = 5;

        private final PrintStream out;
        private final LongSupplier nanoTime;
        private @Nullable Step current;
        private long toldAt;

        PlainLines(PrintStream out, LongSupplier nanoTime) {
            this.out = out;
            this.nanoTime = nanoTime;
        }

        @Override
        public void reached(Step step, long position, long last) {
            long now = nanoTime.getAsLong();
            if (step != current || position == last || now - toldAt >= TimeUnit.SECONDS.toNanos(SECONDS)) {
                current = step;
                toldAt = now;
                out.println(name(step) + ": position " + position + (last == Long.MAX_VALUE ? "" : " of " + last));
            }
        }

        @Override
        public void close() {
            out.flush();
        }
    }
}
