package live.danmaku.frontend.hotroom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.internal.PlatformDependent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.AddressRateSettings;
import live.danmaku.web.limit.AddressRates;
import live.danmaku.web.token.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HotPollHandlerTest {

    private static final String HOT = "/v1/rooms/r1/messages?after=e7-10";
    private static final String JSON = "{\"messages\":[" + "0,".repeat(1_000) + "0]}";

    private final List<String> asked = new ArrayList<>();
    private final EmbeddedChannel channel = new EmbeddedChannel(new HotPollHandler(
            this::answer,
            header -> header.equals("Bearer ann") ? new Caller(ann(), null, Set.of()) : null,
            new PollAllowance(
                    new ClientAddresses(List.of()),
                    new AddressRates(new AddressRateSettings(1_000, 1_000, true), new SimpleMeterRegistry()),
                    null)));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void read_pollOfAHotRoom_isAnsweredAndNotHandedOn() {
        send(get(HOT));

        FullHttpResponse response = response();
        assertThat(response.status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(response.content().toString(UTF_8)).isEqualTo(JSON);
        assertThat(response.headers().get("etag")).isEqualTo("W/\"1\"");
        assertThat(response.headers().getInt("content-length")).isEqualTo(JSON.length());
        assertThat((Object) channel.readInbound()).isNull();
        assertThat(asked).containsExactly("r1 after=e7-10 null");
    }

    @Test
    void read_sameAnswerTwice_isWholeBothTimes() {
        send(get(HOT));
        response().release();
        send(get(HOT));

        assertThat(response().content().toString(UTF_8)).isEqualTo(JSON);
    }

    @Test
    void read_takesGzip_isCompressed() {
        HttpRequest request = get(HOT);
        request.headers().set("accept-encoding", "deflate, gzip");
        send(request);

        FullHttpResponse response = response();
        assertThat(response.headers().get("content-encoding")).isEqualTo("gzip");
        assertThat(response.content().readableBytes()).isLessThan(JSON.length() / 2);
    }

    @Test
    void read_hasIt_isNotModified() {
        HttpRequest request = get(HOT);
        request.headers().set("if-none-match", "W/\"1\"");
        send(request);

        FullHttpResponse response = response();
        assertThat(response.status()).isEqualTo(HttpResponseStatus.NOT_MODIFIED);
        assertThat(response.content().isReadable()).isFalse();
    }

    @Test
    void read_connectionClose_isClosedAfterTheAnswer() {
        HttpRequest request = get(HOT);
        request.headers().set("connection", "close");
        send(request);

        assertThat(response().status()).isEqualTo(HttpResponseStatus.OK);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void read_viewerThatIsKnown_isNamed() {
        HttpRequest request = get(HOT);
        request.headers().set("authorization", "Bearer ann");
        send(request);

        assertThat(asked).containsExactly("r1 after=e7-10 ann");
    }

    @Test
    void read_everythingElse_isHandedOn() {
        HttpRequest withBody = get(HOT);
        withBody.headers().set("content-length", "3");
        HttpRequest unknownToken = get(HOT);
        unknownToken.headers().set("authorization", "Bearer bob");
        List<HttpRequest> others = List.of(
                withBody,
                unknownToken,
                get("/v1/rooms/cold/messages"),
                get("/v1/rooms/r1/messages/m1"),
                get("/v1/rooms/r1"),
                get("/"),
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.DELETE, HOT));

        for (HttpRequest other : others) {
            send(other);
            assertThat((Object) channel.readInbound()).isSameAs(other);
            assertThat((Object) channel.readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
            channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
            response().release();
        }
    }

    @Test
    void read_answeringThrows_isHandedOn() {
        HttpRequest request = get("/v1/rooms/broken/messages");
        send(request);

        assertThat((Object) channel.readInbound()).isSameAs(request);
        assertThat((Object) channel.readInbound()).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void answers_takeNoMemoryOfNettys_whichNobodyWouldGiveBack() {
        long before = PlatformDependent.usedDirectMemory();
        for (int i = 0; i < 100; i++) {
            new SharedAnswer("W/\"1\"", JSON.getBytes(UTF_8))
                    .response(null, Coding.GZIP)
                    .release();
        }

        assertThat(PlatformDependent.usedDirectMemory()).isEqualTo(before);
    }

    @Test
    void read_whileTheFrameworkHasAnEarlierRequest_isHandedOnToKeepTheOrder() {
        HttpRequest second = get(HOT);
        send(get("/v1/rooms/cold/messages"));
        send(second);
        channel.readInbound();
        channel.readInbound();
        assertThat((Object) channel.readInbound()).isSameAs(second);
        for (HttpResponseStatus status :
                List.of(HttpResponseStatus.CONTINUE, HttpResponseStatus.OK, HttpResponseStatus.OK)) {
            channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status));
            response().release();
        }

        send(get(HOT));

        assertThat(response().content().toString(UTF_8)).isEqualTo(JSON);
    }

    private @Nullable SharedAnswer answer(String room, String query, @Nullable Caller viewer) {
        if (room.equals("broken")) {
            throw new IllegalStateException("as a test wants it");
        }
        if (!room.equals("r1")) {
            return null;
        }
        asked.add(room + " " + query + " " + (viewer == null ? null : viewer.uid()));
        return new SharedAnswer("W/\"1\"", JSON.getBytes(UTF_8));
    }

    private static Sender ann() {
        return new Sender(new UserId("ann"), "Ann");
    }

    private static HttpRequest get(String uri) {
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, uri);
    }

    private void send(HttpRequest request) {
        channel.writeInbound(request, LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private FullHttpResponse response() {
        FullHttpResponse response = channel.readOutbound();
        assertThat(response).isNotNull();
        return response;
    }
}
