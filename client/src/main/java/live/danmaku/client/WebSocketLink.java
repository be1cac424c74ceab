package live.danmaku.client;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Over WebSocket. */
final class WebSocketLink implements PushLink {

    private final HttpClient http;
    private final URI address;
    private final Duration within;
    private final Listener listener;
    private CompletableFuture<@Nullable WebSocket> last = CompletableFuture.completedFuture(null);
    private @Nullable WebSocket socket;
    private boolean over;

    /** @param address {@code ws://host:port/sub} */
    WebSocketLink(HttpClient http, String address, Duration within, Listener listener) {
        this.http = http;
        this.address = URI.create(address);
        this.within = within;
        this.listener = listener;
    }

    @Override
    public void open() {
        http.newWebSocketBuilder()
                .connectTimeout(within)
                .buildAsync(address, new Ears())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        end(failure.toString());
                    }
                });
    }

    private final class Ears implements WebSocket.Listener {

        @Override
        public void onOpen(WebSocket opened) {
            boolean late;
            synchronized (WebSocketLink.this) {
                socket = opened;
                late = over;
            }
            if (late) {
                opened.abort();
                return;
            }
            listener.opened();
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            try {
                listener.received(data);
                from.request(1);
            } catch (RuntimeException e) {
                from.abort();
                end(e.toString());
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end("closed by the server: %d %s".formatted(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            end(failure.toString());
        }
    }

    /** The JDK's WebSocket takes one message at a time. */
    @Override
    public synchronized void send(ByteBuffer packet) {
        WebSocket open = socket;
        if (open != null && !over) {
            last = last.handle((sent, failure) -> open).thenCompose(ready -> open.sendBinary(packet, true));
        }
    }

    @Override
    public void close() {
        WebSocket open;
        synchronized (this) {
            open = socket;
        }
        if (open != null) {
            open.abort();
        }
        end("closed");
    }

    private void end(String why) {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        listener.ended(why);
    }
}
