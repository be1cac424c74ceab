package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import live.danmaku.client.Batch;
import live.danmaku.client.ClientSettings;
import live.danmaku.client.Message;
import live.danmaku.client.RoomClient;
import live.danmaku.client.RoomListener;
import live.danmaku.client.TransportState;
import live.danmaku.standalone.StandaloneServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to clients that are there when ops change the rules. */
class MovingIT {

    private static final Duration MOVED_WITHIN = Duration.ofSeconds(10);

    private static Person ops;
    private static ScheduledExecutorService thread;
    private long before;

    @BeforeAll
    static void start() {
        ops = Person.with("ops");
        thread = Executors.newSingleThreadScheduledExecutor();
    }

    @AfterAll
    static void end() {
        thread.shutdownNow();
    }

    @BeforeEach
    void remember() {
        before = ops.get("/v1/ops/grey").expect(200).json().get("version").longValue();
    }

    @AfterEach
    void putBack() {
        ops.post("/v1/ops/rules/undo/" + before, "").expect(200);
    }

    @Test
    void slider_from0To100AndBack_movesClientsWithin10sEachWay_nothingMissingNothingTwice() {
        Person host = Person.with("host");
        String room = host.startRoom();
        slide(0);
        List<String> sent = new ArrayList<>();
        try (Viewer web = new Viewer(room, ClientSettings.Link.WEB_SOCKET);
                Viewer phone = new Viewer(room, ClientSettings.Link.TCP)) {
            List<Viewer> viewers = List.of(web, phone);
            await().atMost(LongConnection.PATIENCE).until(() -> all(viewers, TransportState.Kind.POLLING));
            send(host, room, sent);

            slide(100);
            await().atMost(MOVED_WITHIN).until(() -> {
                send(host, room, sent);
                return all(viewers, TransportState.Kind.PUSH);
            });
            slide(0);
            await().atMost(MOVED_WITHIN).until(() -> {
                send(host, room, sent);
                return all(viewers, TransportState.Kind.POLLING);
            });

            send(host, room, sent);
            await().atMost(LongConnection.PATIENCE)
                    .until(() -> viewers.stream().allMatch(viewer -> viewer.seen.size() >= sent.size()));
            assertThat(viewers)
                    .allSatisfy(viewer -> assertThat(viewer.seen)
                            .containsExactlyElementsOf(Person.ANONYMOUS
                                    .poll(room, "?after=start&types=comment&limit=500")
                                    .ids()));
            assertThat(web.seen).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void client_thatDoesNotAskAgain_isClosedWith4007WhenItIsOut_andNobodyElse() {
        Person in = Person.with();
        Person out = Person.with();
        ops.put("/v1/ops/lists/white/uid/" + in.uid(), "").expect(200);
        try (LongConnection stays = LongConnection.in(in, null);
                LongConnection goes = LongConnection.in(out, null)) {
            slide(0);

            await().atMost(MOVED_WITHIN).until(goes::isClosed);
            assertThat(goes.closeCode()).isEqualTo(4007);
            assertThat(goes.heard("disconnect").get(0).get("code").intValue()).isEqualTo(4007);
            assertThat(stays.isClosed()).isFalse();

            ops.put("/v1/ops/lists/black/uid/" + in.uid(), "{\"reason\":\"it is a robot\"}")
                    .expect(200);
            await().atMost(MOVED_WITHIN).until(stays::isClosed);
            assertThat(stays.closeCode()).isEqualTo(4007);
        }
    }

    private static void slide(int percent) {
        ops.put("/v1/ops/grey", "{\"percent\":%d}".formatted(percent)).expect(200);
    }

    private static void send(Person host, String room, List<String> sent) {
        sent.add(host.comment(room, "comment " + sent.size()).expect(202).field("id"));
    }

    private static boolean all(List<Viewer> viewers, TransportState.Kind kind) {
        return viewers.stream().allMatch(viewer -> viewer.kind == kind);
    }

    /** A client as people have it, and the comments it was told. */
    private static final class Viewer implements RoomListener, AutoCloseable {

        private final List<String> seen = new CopyOnWriteArrayList<>();
        private final RoomClient client;
        private volatile TransportState.Kind kind = TransportState.Kind.CONNECTING;

        Viewer(String room, ClientSettings.Link link) {
            client = new RoomClient(
                    ClientSettings.of(URI.create(StandaloneServer.shared().baseUrl()), room)
                            .by(link)
                            .as("u-" + UUID.randomUUID(), "d-1", "3.2.0")
                            .from("start"),
                    this,
                    HttpClient.newHttpClient(),
                    thread);
            client.start();
        }

        @Override
        public void batch(Batch batch) {
            batch.messages().stream()
                    .filter(message -> message.type().equals("comment"))
                    .map(Message::id)
                    .forEach(seen::add);
        }

        @Override
        public void transport(TransportState state) {
            kind = state.kind();
        }

        @Override
        public void close() {
            client.close();
        }
    }
}
