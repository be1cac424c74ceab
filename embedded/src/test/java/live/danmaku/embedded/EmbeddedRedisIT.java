package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRedisIT {

    private final Binaries binaries = Binaries.sharedByUser();
    private final int port = LoopbackPort.free();
    private final RedisCommands redis = new RedisCommands(port);

    @TempDir
    Path data;

    @Test
    void startTwice_keepsWhatWasWritten() throws IOException {
        try (EmbeddedRedis first = EmbeddedRedis.start(data, binaries, port)) {
            assertThat(first.address()).isEqualTo("redis://127.0.0.1:" + port);
            redis.say("SET word first");
        }
        try (EmbeddedRedis second = EmbeddedRedis.start(data, binaries, port)) {
            assertThat(second.ended().toCompletableFuture()).isNotDone();
            assertThat(redis.say("STRLEN word")).isEqualTo(":5");
        }
    }

    @Test
    void restartAfterKill_keepsWhatWasAnswered() throws IOException {
        try (EmbeddedRedis engine = EmbeddedRedis.start(data, binaries, port)) {
            redis.say("SET word first");
            engine.kill();
            assertThatThrownBy(() -> redis.say("PING")).isInstanceOf(IOException.class);
            engine.restart();
            assertThat(redis.say("STRLEN word")).isEqualTo(":5");
        }
    }

    @Test
    void pause_keepsConnectionsWithoutAnswer() throws IOException {
        try (EmbeddedRedis engine = EmbeddedRedis.start(data, binaries, port)) {
            engine.pause();
            assertThatThrownBy(() -> redis.say("PING", Duration.ofMillis(200)))
                    .isInstanceOf(SocketTimeoutException.class);
            engine.resume();
            assertThat(redis.say("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void startWithPassword_answersNobodyWithoutIt_alsoInAFolderThatHadNone() throws IOException {
        try (EmbeddedRedis open = EmbeddedRedis.start(data, binaries, port)) {
            assertThat(open.password()).isNull();
            redis.say("SET word first");
        }
        try (EmbeddedRedis closed = EmbeddedRedis.startWithPassword(data, binaries, port)) {
            assertThat(redis.say("GET word")).startsWith("-NOAUTH");
            assertThat(redis.say("AUTH danmaku")).startsWith("-WRONGPASS");
            assertThat(redis.say("AUTH " + closed.password())).isEqualTo("+OK");
            closed.restart();
            assertThat(redis.say("GET word")).startsWith("-NOAUTH");
            assertThat(closed.address()).isEqualTo("redis://127.0.0.1:" + port);
            assertThat(ProcessHandle.current().descendants())
                    .extracting(process -> process.info().commandLine().orElse(""))
                    .noneMatch(line -> line.contains(String.valueOf(closed.password())));
        }
        try (EmbeddedRedis open = EmbeddedRedis.start(data, binaries, port)) {
            assertThat(open.password()).isNull();
            assertThat(redis.say("STRLEN word")).isEqualTo(":5");
        }
    }

    @Test
    void startOnTakenPort_tellsWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, LoopbackPort.address())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedRedis.start(data, binaries, port))
                    .isInstanceOf(EngineException.class)
                    .hasMessage("port " + port + " for Redis is taken"
                            + " (set DANMAKU_REDIS_PORT to a free port, or stop what listens there)");
        }
    }

    @Test
    void startInUsedFolder_tellsWhoUsesIt() {
        try (EmbeddedRedis first = EmbeddedRedis.start(data, binaries, port)) {
            assertThat(first.port()).isEqualTo(port);
            assertThatThrownBy(() -> EmbeddedRedis.start(data, binaries, LoopbackPort.free()))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining(
                            "is in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void startWithBadOption_tellsTheEndOfTheLog() {
        assertThatThrownBy(() -> EmbeddedRedis.start(data, binaries, port, "--no-such-option", "1"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("Redis ended with status 1")
                .hasMessageContaining("no-such-option");
    }
}
