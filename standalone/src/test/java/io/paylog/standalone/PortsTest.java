package io.paylog.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void zero_becomes_a_free_port_a_different_one_for_each_service() {
        Ports ports = Ports.check(0, 0);

        assertThat(ports.command()).isPositive().isNotEqualTo(ports.query());
        assertThat(ports.query()).isPositive();
    }

    @Test
    void both_services_on_one_port_are_refused() {
        assertThatThrownBy(() -> Ports.check(8_081, 8_081))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("Both services would listen on port 8081")
                .hasMessageContaining("--command-port or --query-port");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, -1, 65_536, 70_000})
    void what_is_no_port_is_refused_with_the_option_that_asked_for_it(int port) {
        assertThatThrownBy(() -> Ports.check(port, 0))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("--command-port " + port + ": a port is");
        assertThatThrownBy(() -> Ports.check(0, port))
                .isInstanceOf(PortException.class)
                .hasMessageContaining("--query-port " + port + ": a port is");
    }

    @Test
    void a_taken_port_is_called_taken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.check(0, taken.getLocalPort()))
                    .isInstanceOf(PortException.class)
                    .hasMessage("Port " + taken.getLocalPort()
                            + " is taken by another program. Stop it, or choose another port with --query-port.");
        }
    }

    @Test
    void a_low_port_that_is_refused_is_not_called_taken() {
        assertThat(PortException.refused(80, "--query-port", new BindException("Permission denied")))
                .hasMessage("Port 80 cannot be used (Permission denied): ports below 1024 may need special rights."
                        + " Choose another port with --query-port.");
    }
}
