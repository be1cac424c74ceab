package live.danmaku.push.connector.edge.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.edge.limit.Arrival;
import live.danmaku.push.connector.edge.packet.BrokenProtocolException;
import live.danmaku.push.connector.edge.packet.MessageWatch;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Frame;
import live.danmaku.push.connector.session.Hub;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.Encoding;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection, from accepting to closing; a session as soon as the hub has let it in. The last handler of
 * its channel. There are very many, so it holds little.
 */
public final class Connection extends Outbound implements Session, MessageWatch {

    private static final Logger log = LoggerFactory.getLogger(Connection.class);

    private static final long NEVER = Long.MAX_VALUE;
    private static final int HEARTBEATS_MISSED = 3;
    private static final long LINGER_MS = 2_000;
    private static final int INTERNAL_ERROR = 1011;

    private enum State {
        /** The WebSocket handshake is under way. */
        OPENING,
        /** Messages may come; who it is has to be said. */
        NEW,
        /** The hub is asked. */
        ENTERING,
        IN,
        /** The last word is said; the client is given time to hear it. */
        CLOSING,
        GONE
    }

    private final Arrival arrival;
    private final long id;

    private @Nullable Dialect dialect;
    private @Nullable Encoding encoding;
    private @Nullable Client client;
    private State state = State.OPENING;

    /** When the state began, or when the client was heard last. */
    private long since;
    /** When the message on its way has to be whole. */
    private long messageDue = NEVER;

    private int place;
    private int messageSecond;
    private int messagesInSecond;
    private boolean acknowledges;
    private boolean silent;

    public Connection(EdgeLoop loop, Transport transport, Arrival arrival) {
        super(loop, transport);
        this.arrival = arrival;
        this.id = loop.newId();
    }

    // ---- as a handler

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        since = edgeLoop().nowMs();
        edgeLoop()
                .deadlines()
                .add(this, since + edgeLoop().edge().handshakeTimeout().toMillis());
    }

    /** The way is open: messages may come. */
    public void opened(Dialect first) {
        dialect = first;
        enter(State.NEW);
        edgeLoop()
                .deadlines()
                .atLatest(place, since + edgeLoop().edge().authTimeout().toMillis());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (state == State.NEW || state == State.ENTERING || state == State.IN) {
                heard(ctx, message);
            } else if (state == State.CLOSING && message instanceof CloseWebSocketFrame) {
                ctx.close();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void heard(ChannelHandlerContext ctx, Object message) {
        edgeLoop().received();
        long now = edgeLoop().nowMs();
        requireCalm(now);
        if (state == State.IN) {
            since = now;
        }
        if (message instanceof PingWebSocketFrame ping) {
            send(Transport.pong(ctx.alloc(), ping.content()));
        } else if (message instanceof CloseWebSocketFrame close) {
            closedByClient(ctx, close.statusCode());
        } else if (!(message instanceof PongWebSocketFrame) && state != State.ENTERING) {
            // What comes between the auth and its answer is ignored, as is all before the auth.
            ByteBuf bytes = message instanceof ByteBufHolder frame ? frame.content() : (ByteBuf) message;
            dialect().received(this, bytes, message instanceof TextWebSocketFrame);
        }
    }

    private void requireCalm(long now) {
        int second = (int) (now / 1_000);
        if (second != messageSecond) {
            messageSecond = second;
            messagesInSecond = 0;
        }
        if (++messagesInSecond > edgeLoop().edge().mostMessagesPerSecond()) {
            throw new BrokenProtocolException("more than %d messages in a second (expected: fewer)"
                    .formatted(edgeLoop().edge().mostMessagesPerSecond()));
        }
    }

    private void closedByClient(ChannelHandlerContext ctx, int status) {
        end("client");
        ctx.writeAndFlush(Transport.closed(ctx.alloc(), status)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean reads = ctx.channel().isWritable();
        if (state != State.CLOSING) {
            // Whoever does not read answers is not asked for more questions; so answers need no bound of their own.
            ctx.channel().config().setAutoRead(reads);
        }
        if (state == State.IN && reads) {
            hub().drained(this);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof BrokenProtocolException broken) {
            close(broken.reason(), true);
        } else if (cause instanceof CorruptedWebSocketFrameException corrupted) {
            close(CloseReason.of(corrupted.closeStatus().code(), String.valueOf(corrupted.getMessage())), true);
        } else if (cause instanceof IOException) {
            ctx.close();
        } else {
            log.warn("a connection ends by a mistake here", cause);
            close(CloseReason.of(INTERNAL_ERROR, "internal error"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        gone();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        gone();
    }

    private void gone() {
        if (state == State.GONE) {
            return;
        }
        boolean ended = state == State.CLOSING;
        if (!ended) {
            end("lost");
        }
        state = State.GONE;
        edgeLoop().deadlines().remove(place);
        arrival.left();
    }

    // ---- deadlines

    void place(int now) {
        place = now;
    }

    /** @return when to look again */
    long look(long now) {
        if (messageDue <= now && state != State.CLOSING && state != State.OPENING) {
            close(CloseReason.of(
                    CloseReason.PROTOCOL_ERROR,
                    "a message of more than %d ms (expected: faster)"
                            .formatted(edgeLoop().edge().messageTimeout().toMillis())));
        }
        if (stateDue() <= now) {
            switch (state) {
                case NEW ->
                    refuse(
                            CloseReason.of(
                                    CloseReason.UNAUTHORIZED,
                                    "no auth (expected: within %d ms)"
                                            .formatted(edgeLoop()
                                                    .edge()
                                                    .authTimeout()
                                                    .toMillis())),
                            "silent");
                case IN ->
                    close(CloseReason.of(
                            CloseReason.IDLE, "no heartbeat (expected: every %d ms)".formatted(heartbeatMs())));
                default -> context().close();
            }
        }
        return Math.min(stateDue(), messageDue);
    }

    private long stateDue() {
        return switch (state) {
            case OPENING -> since + edgeLoop().edge().handshakeTimeout().toMillis();
            case NEW -> since + edgeLoop().edge().authTimeout().toMillis();
            // While nothing is read from it, it cannot be heard; the hub knows how long that may last.
            case IN -> context().channel().isWritable() ? since + HEARTBEATS_MISSED * (long) heartbeatMs() : NEVER;
            case CLOSING -> since + LINGER_MS;
            case ENTERING, GONE -> NEVER;
        };
    }

    @Override
    public void waiting() {
        if (messageDue == NEVER && state != State.GONE) {
            messageDue = edgeLoop().nowMs() + edgeLoop().edge().messageTimeout().toMillis();
            edgeLoop().deadlines().atLatest(place, messageDue);
        }
    }

    @Override
    public void whole() {
        messageDue = NEVER;
    }

    // ---- for handshakes

    /** Its place among all. */
    public Arrival arrival() {
        return arrival;
    }

    // ---- for dialects

    /** Whether the hub has let it in. */
    public boolean isIn() {
        return state == State.IN;
    }

    /** From now on this client talks so. */
    public void speaks(Dialect now) {
        dialect = now;
    }

    /**
     * Asks for entry. When it is refused, the connection is closed.
     *
     * @param answer what to do with the answer when it is in; before anything else is written
     */
    public void enter(Entry entry, Consumer<Admission> answer) {
        Gate gate = edgeLoop().edge().gate();
        Gate.Answer checked = gate.check(entry, dialect().name(), arrival.client());
        if (checked instanceof Gate.Answer.Refused refused) {
            refuse(refused.reason(), refused.cause());
            return;
        }
        client = ((Gate.Answer.Passed) checked).client();
        encoding = entry.encoding();
        acknowledges = entry.acknowledges();
        enter(State.ENTERING);
        hub().enter(this, entry.room(), entry.cursor())
                .thenAccept(admission -> admitted(entry, admission, answer))
                .exceptionally(this::failed);
    }

    private void admitted(Entry entry, Admission admission, Consumer<Admission> answer) {
        if (state != State.ENTERING) {
            return;
        }
        @Nullable CloseReason refusal = admission.refused();
        if (refusal != null) {
            edgeLoop().edge().gate().left(client());
            client = null;
            refuse(refusal, "hub");
            return;
        }
        enter(State.IN);
        edgeLoop().deadlines().atLatest(place, stateDue());
        edgeLoop().edge().metrics().entered(client().dialect(), transport());
        answer.accept(admission);
    }

    /** Leaves its room for another one. A refusal leaves it without a room. */
    public void changeRoom(RoomId to, @Nullable Cursor cursor, Consumer<Admission> answer) {
        asked(hub().changeRoom(this, to, cursor), answer);
    }

    public void subscribe(Topic topic, @Nullable Cursor cursor, Consumer<Admission> answer) {
        asked(hub().subscribe(this, topic, cursor), answer);
    }

    public void unsubscribe(Topic topic) {
        hub().unsubscribe(this, topic);
    }

    public void acknowledge(Topic topic, Cursor cursor) {
        hub().acknowledge(this, topic, cursor);
    }

    private void asked(CompletionStage<Admission> stage, Consumer<Admission> answer) {
        stage.thenAccept(admission -> {
                    if (state == State.IN) {
                        answer.accept(admission);
                    }
                })
                .exceptionally(this::failed);
    }

    private @Nullable Void failed(Throwable failure) {
        exceptionCaught(context(), failure.getCause() == null ? failure : failure.getCause());
        return null;
    }

    /** How many watch the room it is in; 0 when it is in none. */
    public long online() {
        return hub().online(this);
    }

    /** How often the client is to say that it is there. */
    public int heartbeatMs() {
        return (int) edgeLoop().edge().heartbeat().toMillis();
    }

    /** Whether the client wants no messages for the time being; what is written meanwhile is dropped. */
    public void silent(boolean now) {
        silent = now;
    }

    /** A buffer for a message of this length, to be {@link #send sent}. */
    public ByteBuf compose(int length, boolean text) {
        return transport().compose(context().alloc(), length, text);
    }

    // ---- as a session

    @Override
    public String id() {
        return HexFormat.of().toHexDigits(id);
    }

    @Override
    public EventLoop loop() {
        return edgeLoop().loop();
    }

    @Override
    public Encoding encoding() {
        return required(encoding);
    }

    @Override
    public Client client() {
        return required(client);
    }

    @Override
    public boolean acknowledges() {
        return acknowledges;
    }

    @Override
    public void write(Frame frame) {
        if (state != State.IN || silent) {
            return;
        }
        sendShared(frame);
    }

    @Override
    public void leftOut(Topic topic, Cursor from, Cursor to, int messages, boolean gap) {
        if (state == State.IN && !silent) {
            dialect().leftOut(this, topic, from, to, messages, gap);
        }
    }

    @Override
    public void close(CloseReason reason) {
        close(reason, false);
    }

    private void close(CloseReason reason, boolean broken) {
        if (state == State.OPENING) {
            context().close();
        } else if (state == State.NEW || state == State.ENTERING || state == State.IN) {
            end(String.valueOf(reason.code()));
            dialect().farewell(this, reason);
            transport().end(context(), reason, broken);
        }
    }

    private void refuse(CloseReason reason, String cause) {
        edgeLoop().edge().metrics().refused(cause);
        close(reason);
    }

    /** No more messages, either way. The hub hears of it later, as it may be the one that closes. */
    private void end(String code) {
        queueAlone();
        edgeLoop().edge().metrics().closed(code);
        @Nullable Client known = client;
        if (known != null) {
            edgeLoop().edge().gate().left(known);
            if (state == State.IN) {
                edgeLoop().edge().metrics().left(known.dialect(), transport());
            }
            edgeLoop().loop().execute(() -> hub().closed(this));
        }
        enter(State.CLOSING);
        edgeLoop().deadlines().atLatest(place, since + LINGER_MS);
        context().channel().config().setAutoRead(true);
    }

    @Override
    public boolean isOpen() {
        return state == State.IN || state == State.ENTERING;
    }

    private void enter(State next) {
        state = next;
        since = edgeLoop().nowMs();
    }

    private Hub hub() {
        return edgeLoop().edge().gate().hub();
    }

    private Dialect dialect() {
        return required(dialect);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not yet there");
        }
        return value;
    }
}
