package live.danmaku.push.connector.edge.packet;

import io.netty.handler.codec.DecoderException;
import live.danmaku.push.connector.session.CloseReason;

/** A client does not keep to the protocol, so its connection ends. It says nothing of where, so it has no stack trace. */
public final class BrokenProtocolException extends DecoderException {

    private static final long serialVersionUID = 1;

    private final int code;

    /** Ends with {@link CloseReason#PROTOCOL_ERROR}. */
    public BrokenProtocolException(String message) {
        this(CloseReason.PROTOCOL_ERROR, message);
    }

    /** @param code how WebSocket itself would close, or one of {@link CloseReason} */
    public BrokenProtocolException(int code, String message) {
        super(message);
        this.code = code;
    }

    public CloseReason reason() {
        return CloseReason.of(code, String.valueOf(getMessage()));
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
