package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

    private final int port = LoopbackPort.free();
    private final int controllerPort = LoopbackPort.free();

    @TempDir
    Path data;

    @Test
    void startTwice_keepsWhatWasWritten() throws Exception {
        KafkaTopic topic = new KafkaTopic("127.0.0.1:" + port, "notes");
        try (EmbeddedKafka first = EmbeddedKafka.start(data, port, controllerPort)) {
            assertThat(first.address()).isEqualTo(topic.servers());
            topic.create().append("first");
        }
        try (EmbeddedKafka second = EmbeddedKafka.start(data, port, controllerPort)) {
            assertThat(second.ended().toCompletableFuture()).isNotDone();
            topic.append("second");
            assertThat(topic.read(2)).containsExactly("first", "second");
        }
    }

    @Test
    void startOnTakenControllerPort_tellsWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(controllerPort, 1, LoopbackPort.address())) {
            assertThat(taken.isBound()).isTrue();
            assertThatThrownBy(() -> EmbeddedKafka.start(data, port, controllerPort))
                    .isInstanceOf(EngineException.class)
                    .hasMessageStartingWith("port " + controllerPort + " for Kafka's controller is taken")
                    .hasMessageContaining("DANMAKU_KAFKA_PORT");
        }
    }
}
