package live.danmaku.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import live.danmaku.client.ClientSettings.Link;
import live.danmaku.client.ClientSettings.Prefer;
import live.danmaku.client.TransportState.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomClientTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final SmallServer server;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final List<Kind> kinds = new CopyOnWriteArrayList<>();
    private final RoomClient client;

    RoomClientTest() throws IOException {
        server = new SmallServer();
        ClientSettings settings = ClientSettings.of(server.url(), "r1")
                .by(Link.TCP)
                .as("42", "d-7", "3.2.0")
                .from("start")
                .askingEvery(Duration.ofMillis(50))
                .reporting();
        client = new RoomClient(
                settings,
                new RoomListener() {
                    @Override
                    public void batch(Batch batch) {
                        batch.messages().forEach(message -> ids.add(message.id()));
                    }

                    @Override
                    public void transport(TransportState state) {
                        kinds.add(state.kind());
                    }
                },
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                thread);
    }

    @BeforeEach
    void start() {
        server.say(3);
        client.start();
        awaitIs(Kind.PUSH);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        thread.shutdown();
        server.close();
    }

    @Test
    void history_thenWhatComes() {
        server.say(5);
        assertEverythingOnce();
    }

    @Test
    void networkCutAgainAndAgain_nothingIsMissingAndNothingTwice() {
        for (int i = 0; i < 5; i++) {
            await().atMost(SOON).until(() -> server.sessions() == 1);
            server.say(2);
            server.cutAll();
            server.say(2);
        }
        assertEverythingOnce();
    }

    @Test
    void transportChanged_inMidStream_nothingIsMissingAndNothingTwice() {
        for (int i = 0; i < 4; i++) {
            client.prefer(Prefer.POLLING);
            server.say(2);
            awaitIs(Kind.POLLING);
            server.say(2);
            client.prefer(Prefer.ROUTE);
            server.say(2);
            awaitIs(Kind.PUSH);
        }
        assertEverythingOnce();
    }

    @Test
    void threeFailedConnects_degradeToPolling_andComeBack() {
        server.refuse(true);
        server.cutAll();
        awaitIs(Kind.POLLING);
        server.say(2);
        assertEverythingOnce();

        server.refuse(false);
        awaitIs(Kind.PUSH);
        server.say(2);
        assertEverythingOnce();
    }

    @Test
    void opsMoveThePercentage_clientFollowsBothWays() {
        server.routeTo(false);
        awaitIs(Kind.POLLING);
        server.say(1);
        server.routeTo(true);
        awaitIs(Kind.PUSH);
        server.say(1);
        assertEverythingOnce();
    }

    @Test
    void holeInTheChain_isFoundAndPulled() {
        assertEverythingOnce();
        server.skipOne();
        server.say(1);
        assertEverythingOnce();
    }

    @Test
    void cut_comesBackWithTheCursor() {
        int before = kinds.size();
        client.cut(Duration.ofMillis(100));
        await().atMost(SOON).until(() -> kinds.size() > before);
        assertThat(kinds.get(before)).isEqualTo(Kind.RETRYING); // and maybe more by now
        server.say(3);
        awaitIs(Kind.PUSH);
        assertEverythingOnce();
    }

    @Test
    void telemetry_tellsHowConnectingWent() {
        server.refuse(true);
        server.cutAll();
        awaitIs(Kind.POLLING);
        client.close();

        await().atMost(SOON).until(() -> server.reported().size() >= 4);
        assertThat(server.reported().subList(0, 3))
                .extracting(event -> "%s %s %s"
                        .formatted(
                                event.path("kind").asString(),
                                event.path("transport").asString(),
                                event.path("ok").asString("")))
                .containsExactly("connect tcp true", "disconnect tcp ", "connect tcp false");
        assertThat(server.reported().get(0).path("uid").asString()).isEqualTo("42");
        assertThat(server.reported().get(0).path("version").asString()).isEqualTo("3.2.0");
    }

    @Test
    void banned_stops() {
        server.disconnect("{\"code\":4005,\"reason\":\"banned\",\"reconnect\":false,\"afterMs\":0,\"to\":[]}");
        awaitIs(Kind.ENDED);
    }

    private void awaitIs(Kind kind) {
        await().atMost(SOON).until(() -> !kinds.isEmpty() && kinds.get(kinds.size() - 1) == kind);
    }

    private void assertEverythingOnce() {
        await().atMost(SOON).until(() -> ids.size() >= server.said());
        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, server.said())
                        .mapToObj(i -> "m" + i)
                        .toList());
    }
}
