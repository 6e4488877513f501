package io.paylog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class StandaloneTest {

    @ParameterizedTest
    @ValueSource(strings = {"--data=somewhere", "--data=data", "--fresh"})
    void memory_only_excludes_what_is_about_data_on_disk(String other) {
        StringWriter said = new StringWriter();
        CommandLine line = new CommandLine(new Standalone()).setErr(new PrintWriter(said));

        assertThat(line.execute("--memory", other)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(said.toString())
                .contains("--memory starts empty and keeps nothing: leave out " + other.split("=", 2)[0] + ".")
                .doesNotContain("\tat ");
    }
}
