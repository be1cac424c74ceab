package live.danmaku.push.connector.edge.packet;

/** What a packet is for. The reply to a request has the next number. */
public final class Operation {

    public static final int HEARTBEAT = 2;
    public static final int MESSAGES = 5;
    public static final int DISCONNECT = 6;
    public static final int AUTH = 7;
    public static final int RAW = 9;
    public static final int CHANGE_ROOM = 12;
    public static final int SUBSCRIBE = 14;
    public static final int UNSUBSCRIBE = 16;
    public static final int ACKNOWLEDGE = 18;

    private Operation() {}

    public static int replyTo(int request) {
        return request + 1;
    }
}
