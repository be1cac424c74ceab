package live.danmaku.push.connector.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoopGroup;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.connector.edge.connection.Connection;
import live.danmaku.push.connector.edge.connection.ConnectionMetrics;
import live.danmaku.push.connector.edge.connection.Dialect;
import live.danmaku.push.connector.edge.connection.Edge;
import live.danmaku.push.connector.edge.connection.Gate;
import live.danmaku.push.connector.edge.limit.AddressLimits;
import live.danmaku.push.connector.edge.limit.Arrivals;
import live.danmaku.push.connector.edge.websocket.HandshakeRules;
import live.danmaku.push.connector.edge.websocket.MessageLimits;
import live.danmaku.push.connector.edge.websocket.Origins;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.address.HostNames;
import live.danmaku.web.connection.OpenSockets;
import live.danmaku.web.limit.ConnectionCounts;
import me.normanmaurer.maven.autobahntestsuite.AutobahnTestSuite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.python.util.jython;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Autobahn test suite against the handlers that clients get, with a dialect that says what it heard. Left out are:
 *
 * <ul>
 *   <li>9: throughput with messages of up to 16 MB; ours end at 16 KiB.
 *   <li>12 and 13: permessage-deflate, which stays off, since batches are compressed once and not for each connection.
 *   <li>1.1.7, 1.1.8, 1.2.7, 1.2.8, 10.1.1: messages of 64 KiB, which do not fit a frame of ours.
 *   <li>7.9.6 to 7.9.8: the close codes 1012 to 1014 are no mistakes any more; they were registered after the suite was
 *   made.
 * </ul>
 *
 * <p>{@code NON-STRICT} is no failure: text that is none is found when its frame is whole (6.4.3, 6.4.4).
 */
class AutobahnIT {

    private static final String SCRIPT = """
            from autobahntestsuite import wstest
            wstest.start({'mode': 'fuzzingclient'}, {
                'outdir': '%s',
                'servers': [{'agent': '%s', 'url': '%s', 'options': {'version': 18}}],
                'cases': ['*'],
                'exclude-cases': [%s],
                'exclude-agent-cases': {}
            })""";

    private static final long WITHIN_SECONDS = 240;
    private static final String AGENT = "danmaku";
    private static final String LEFT_OUT =
            "'9.*', '12.*', '13.*', '1.1.7', '1.1.8', '1.2.7', '1.2.8', '10.1.1', " + "'7.9.6', '7.9.7', '7.9.8'";
    private static final int MOST_BYTES = 128 * 1024;

    /** Sends back what it gets. */
    private static final Dialect ECHO = new Dialect() {
        @Override
        public String name() {
            return "echo";
        }

        @Override
        public void received(Connection from, ByteBuf message, boolean text) {
            from.send(from.compose(message.readableBytes(), text).writeBytes(message));
        }
    };

    @TempDir
    private Path folder = Path.of("");

    @Test
    void webSocket_fuzzed_keepsToTheStandard() throws Exception {
        EventLoopGroup loops = IoTransport.best().loops(1, "edge");
        try (EdgeServer server = server(loops)) {
            server.start();
            fuzz("ws://127.0.0.1:%d/sub".formatted(server.wsPort()));
        } finally {
            loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
        }

        JsonNode report = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("index.json")))
                .get(AGENT);
        Map<String, String> wrong = new TreeMap<>();
        for (Map.Entry<String, JsonNode> judged : report.properties()) {
            String behavior = judged.getValue().get("behavior").asString();
            String close = judged.getValue().get("behaviorClose").asString();
            if (!isGood(behavior) || !isGood(close)) {
                wrong.put(judged.getKey(), behavior + ", close: " + close);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(report.size()).isGreaterThan(200);
    }

    /** In a process of its own, as Jython takes our packages {@code io} for Python's. */
    private void fuzz(String url) throws Exception {
        String suite = Path.of(AutobahnTestSuite.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String python = Path.of(jython.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        suite + File.pathSeparator + python,
                        jython.class.getName(),
                        "-c",
                        SCRIPT.formatted(folder, AGENT, url, LEFT_OUT))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS))
                    .as("ended: %s", Files.readString(said))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(folder.resolve("index.json")).as(Files.readString(said)).exists();
    }

    private static boolean isGood(String behavior) {
        return Set.of("OK", "INFORMATIONAL", "NON-STRICT").contains(behavior);
    }

    private static EdgeServer server(EventLoopGroup loops) {
        RecordingHub hub = new RecordingHub();
        ConnectionMetrics metrics = new ConnectionMetrics(new SimpleMeterRegistry());
        Duration patient = Duration.ofSeconds(60);
        Arrivals arrivals = new Arrivals(
                1_000,
                new OpenSockets(2_000),
                new AddressLimits(1_000, 10_000, true, System::nanoTime),
                new ClientAddresses(List.of()));
        Gate gate = new Gate(hub, new TestTickets()::verify, new ConnectionCounts(10), true, Clock.systemUTC());
        Edge edge = new Edge(gate, arrivals, metrics, patient, patient, patient, patient, 1_000_000);
        HandshakeRules handshakes = new HandshakeRules(
                new Origins(List.of("*"), new HostNames(List.of()), true),
                new MessageLimits(MOST_BYTES, 1_000),
                ECHO,
                ECHO,
                metrics);
        return new EdgeServer(settings(), loops, edge, handshakes, ECHO);
    }

    private static EdgeSettings settings() {
        Duration patient = Duration.ofSeconds(60);
        return new EdgeSettings(
                "127.0.0.1",
                0,
                0,
                1,
                DataSize.ofKilobytes(128),
                patient,
                patient,
                patient,
                patient,
                DataSize.ofBytes(MOST_BYTES),
                1_000,
                1_000,
                1_000,
                10,
                10_000,
                1_000_000,
                true,
                List.of("*"),
                true,
                1000);
    }
}
