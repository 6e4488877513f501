package io.paylog.localstores;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has the kernel stop a child when its parent dies, where Linux' setpriv is installed. */
final class ParentDeath {

    private static final long PROBE_SECONDS = 5;

    private ParentDeath() {}

    /** What to put before a command; nothing where it cannot be had. */
    static List<String> prefix(Environment environment) {
        return environment
                .executable("setpriv")
                .map(ParentDeath::tieWith)
                .filter(ParentDeath::works)
                .orElse(List.of());
    }

    private static List<String> tieWith(Path setpriv) {
        return List.of(setpriv.toString(), "--pdeathsig", "TERM", "--");
    }

    /** Small systems have a setpriv without this option. */
    private static boolean works(List<String> prefix) {
        try {
            Process probe = new ProcessBuilder(List.of(prefix.get(0), prefix.get(1), prefix.get(2), "--", "true"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
