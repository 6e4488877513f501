package io.paylog.localstores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshStartTest {

    private static final Environment NOTHING = new Environment(Map.of());

    @TempDir
    private Path parent;

    private Path data;
    private LocalStoresOptions fresh;

    @BeforeEach
    void choose() {
        data = parent.resolve("data");
        fresh = LocalStoresOptions.persistentIn(data).withFresh(true);
    }

    @Test
    void a_fresh_start_deletes_the_data_of_an_earlier_one() throws IOException {
        start(fresh).close();
        Path old = Files.writeString(data.resolve("mongo").resolve("of-an-earlier-start"), "data");

        start(fresh).close();

        assertThat(old).doesNotExist();
        assertThat(data.resolve("mongo")).isDirectory();
    }

    @Test
    void a_start_that_is_not_fresh_deletes_nothing() throws IOException {
        start(fresh).close();
        Path old = Files.writeString(data.resolve("mongo").resolve("of-an-earlier-start"), "data");

        start(LocalStoresOptions.persistentIn(data)).close();

        assertThat(old).exists();
    }

    @Test
    void a_directory_in_use_is_not_emptied() throws IOException {
        try (LocalStores _ = start(fresh)) {
            Path inUse = Files.writeString(data.resolve("mongo").resolve("in-use"), "data");

            assertThatThrownBy(() -> start(fresh))
                    .isInstanceOf(LocalStoresException.class)
                    .hasMessageContaining("is already in use by process "
                            + ProcessHandle.current().pid());

            assertThat(inUse).exists();
        }
    }

    @Test
    void a_directory_with_something_else_in_it_is_left_alone() throws IOException {
        start(fresh).close();
        Path thesis = Files.writeString(data.resolve("thesis.txt"), "four years");

        assertThatThrownBy(() -> start(fresh))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("[thesis.txt]");

        assertThat(thesis).exists();
        assertThat(data.resolve("mongo")).exists();
    }

    @Test
    void a_directory_that_no_stores_ever_held_is_left_alone_whatever_the_names_in_it() throws IOException {
        Path sources = Files.createDirectories(data.resolve("mongo").resolve("src"));

        assertThatThrownBy(() -> start(fresh))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("[mongo]");

        assertThat(sources).exists();
        assertThat(data.resolve(DataDirectory.LOCK_FILE)).doesNotExist();
    }

    @Test
    void a_server_that_outlived_its_parent_is_stopped_before_its_files_go() throws IOException {
        start(fresh).close();
        Process orphan = new ProcessBuilder("sleep", "600").start();
        new PidFile(Files.createDirectories(data.resolve("redis")).resolve("redis.pid")).write(orphan.toHandle());
        try {
            start(fresh).close();
            assertThat(orphan.isAlive()).isFalse();
        } finally {
            orphan.destroy();
        }
    }

    @Test
    void a_fresh_start_on_somebodys_server_is_refused_and_touches_nothing() throws IOException {
        start(fresh).close();
        Path old = Files.writeString(data.resolve("mongo").resolve("of-an-earlier-start"), "data");
        Environment configured = new Environment(Map.of("MONGODB_URI", "mongodb://127.0.0.1:1/"));

        assertThatThrownBy(() -> LocalStores.start(fresh, configured, false))
                .isInstanceOf(LocalStoresException.class)
                .hasMessageContaining("MONGODB_URI names a server");

        assertThat(old).exists();
    }

    private static LocalStores start(LocalStoresOptions options) {
        return LocalStores.start(options, NOTHING, false);
    }
}
