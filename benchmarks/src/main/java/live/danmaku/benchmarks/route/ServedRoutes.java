package live.danmaku.benchmarks.route;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.load.RequestSource;
import live.danmaku.benchmarks.process.RoomSetup;
import live.danmaku.db.redis.RedisLink;
import live.danmaku.db.redis.RedisNodeRegistry;
import live.danmaku.model.route.ListPlace;
import live.danmaku.model.route.NodeRegistry;
import live.danmaku.model.route.NodeStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server with lists and nodes, and the questions it is asked. */
final class ServedRoutes implements AutoCloseable {

    private static final int QUESTIONS = 5_000;
    private static final int AT_ONCE = 64;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final RedisLink redis;
    private final ScheduledExecutorService announcing = Executors.newSingleThreadScheduledExecutor();

    ServedRoutes(URI server, String redis) {
        this.server = server;
        this.redis = new RedisLink(redis, Duration.ofSeconds(10));
        NodeRegistry registry = new RedisNodeRegistry(this.redis);
        List<NodeStatus> nodes = BenchNodes.all();
        announcing.scheduleAtFixedRate(
                () -> nodes.forEach(node -> registry.announce("bench", node)),
                0,
                NodeRegistry.EVERY.toMillis() / 2,
                TimeUnit.MILLISECONDS);
    }

    /** Puts so many entries on the lists as ops would; blocks until routes are answered by them. */
    void fill(int entries) throws IOException, InterruptedException, ExecutionException {
        String token = new RoomSetup(server).token();
        List<CompletableFuture<HttpResponse<Void>>> underWay = new ArrayList<>();
        for (ListPlace place : ListedClients.places(entries)) {
            String path = "/v1/ops/lists/%s/%s/%s"
                    .formatted(
                            place.list().wireName(),
                            place.kind().wireName(),
                            URLEncoder.encode(place.value(), StandardCharsets.UTF_8));
            underWay.add(http.sendAsync(
                    HttpRequest.newBuilder(server.resolve(path))
                            .timeout(ANSWER_WITHIN)
                            .header("Authorization", "Bearer " + token)
                            .PUT(HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.discarding()));
            if (underWay.size() == AT_ONCE) {
                finish(underWay);
            }
        }
        finish(underWay);
        await("/v1/route?uid=u1", "push");
        await("/v1/route?uid=" + ListedClients.blackUid(0), "poll");
    }

    private static void finish(List<CompletableFuture<HttpResponse<Void>>> underWay)
            throws IOException, InterruptedException, ExecutionException {
        for (CompletableFuture<HttpResponse<Void>> answer : underWay) {
            if (answer.get().statusCode() != 200) {
                throw new IOException("%s answers %d (expected: 200)"
                        .formatted(answer.get().uri(), answer.get().statusCode()));
            }
        }
        underWay.clear();
    }

    private void await(String path, String transport) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (!route(path).path("transport").asString().equals(transport)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("%s is not answered with %s".formatted(path, transport));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private JsonNode route(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(ANSWER_WITHIN)
                .build();
        return JsonMapper.shared()
                .readTree(
                        http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    /** The size of a usual answer in bytes. */
    int answerBytes() throws IOException, InterruptedException {
        return route("/v1/route?uid=u1&device=phone-1&version=3.2.1")
                .toString()
                .getBytes(StandardCharsets.UTF_8)
                .length;
    }

    /** One question in a hundred is of a client on the black list. */
    RequestSource questions() {
        List<RequestSource.Request> all = new ArrayList<>();
        for (int n = 0; n < QUESTIONS; n++) {
            boolean isBlack = n % 100 == 0;
            String path = "/v1/route?uid=%s&device=phone-%d&version=3.2.%d&platform=web"
                    .formatted(isBlack ? ListedClients.blackUid(0) : "u" + n, n, n % 50);
            all.add(new Question(server, path, isBlack ? 'o' : 'u'));
        }
        return new RequestSource() {
            private int next;

            @Override
            public Request next() {
                next = (next + 1) % all.size();
                return all.get(next);
            }
        };
    }

    /** A question whose answer begins with {@code {"transport":"push"} or {@code {"transport":"poll"}. */
    private static final class Question implements RequestSource.Request {

        private static final int SECOND_LETTER = "{\"transport\":\"p".length();

        private final ByteBuf bytes;
        private final char letter;

        Question(URI server, String path, char letter) {
            bytes = Unpooled.unreleasableBuffer(Unpooled.directBuffer()
                    .writeBytes("GET %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n\r\n"
                            .formatted(path, server.getAuthority())
                            .getBytes(StandardCharsets.US_ASCII)));
            this.letter = letter;
        }

        @Override
        public ByteBuf bytes() {
            return bytes.duplicate();
        }

        @Override
        public boolean isRight(int status, ByteBuf body) {
            return status == 200
                    && body.readableBytes() > SECOND_LETTER
                    && body.getByte(body.readerIndex() + SECOND_LETTER) == letter;
        }
    }

    @Override
    public void close() {
        announcing.shutdownNow();
        redis.close();
    }
}
