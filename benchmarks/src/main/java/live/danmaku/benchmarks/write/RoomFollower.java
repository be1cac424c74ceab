package live.danmaku.benchmarks.write;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.load.AnswerHandler;
import live.danmaku.benchmarks.load.HttpConnection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one room by cursor and tells {@link Visibility} what it sees: a poll every 20 ms, or at once when more is waiting.
 * On the load thread.
 */
public final class RoomFollower implements AnswerHandler {

    private static final long PERIOD_MS = 20;
    private static final int PAGE = 500;
    private static final JsonFactory JSON = new JsonFactory();

    private final EventLoop loop;
    private final HttpConnection connection;
    private final URI server;
    private final String room;
    private final String types;
    private final String run;
    private final Visibility visibility;
    private String cursor;
    private boolean more;
    private boolean paused = true;
    private boolean waiting;
    private volatile @Nullable String failure;

    /**
     * @param types of message, separated by commas; empty for all
     * @param run what the ids begin with that are of interest
     * @param cursor where to begin
     */
    public RoomFollower(
            EventLoop loop,
            HttpConnection connection,
            URI server,
            String room,
            String types,
            String run,
            Visibility visibility,
            String cursor) {
        this.loop = loop;
        this.connection = connection;
        this.server = server;
        this.room = room;
        this.types = types;
        this.run = run + "-";
        this.visibility = visibility;
        this.cursor = cursor;
    }

    /** Begins to poll, or stops after the answer that is under way. From any thread. */
    void pause(boolean wished) {
        loop.execute(() -> {
            paused = wished;
            poll();
        });
    }

    /** Why this follower has given up; null while it has not. */
    @Nullable
    String failure() {
        return failure;
    }

    private void poll() {
        if (paused || waiting) {
            return;
        }
        waiting = true;
        String request = "GET /v1/rooms/%s/messages?after=%s&limit=%d&types=%s HTTP/1.1\r\nHost: %s\r\n\r\n"
                .formatted(room, cursor, PAGE, types, server.getAuthority());
        connection.send(Unpooled.copiedBuffer(request, US_ASCII), this);
    }

    @Override
    public void answered(int status, ByteBuf body) {
        if (status != 200) {
            failed(new IllegalStateException("a poll is answered " + status));
            return;
        }
        read(body);
        if (more) {
            waiting = false;
            poll();
        } else {
            loop.schedule(this::pollAgain, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private void pollAgain() {
        waiting = false;
        poll();
    }

    @Override
    public void failed(Throwable cause) {
        failure = "room %s cannot be followed: %s".formatted(room, cause.getMessage());
    }

    private void read(ByteBuf body) {
        more = false;
        try (JsonParser json = JSON.createParser((InputStream) new ByteBufInputStream(body))) {
            for (@Nullable JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "id".equals(json.currentName())) {
                    see(json.getString());
                } else if (token == JsonToken.VALUE_STRING && "cursor".equals(json.currentName())) {
                    cursor = json.getString();
                } else if (token == JsonToken.VALUE_NUMBER_INT && "pollAfterMs".equals(json.currentName())) {
                    more = json.getIntValue() == 0;
                }
            }
        }
    }

    private void see(String id) {
        if (id.length() == run.length() + MessageSource.DIGITS && id.startsWith(run)) {
            visibility.seen(Integer.parseInt(id, run.length(), id.length(), 10));
        }
    }
}
