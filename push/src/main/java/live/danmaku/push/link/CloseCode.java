package live.danmaku.push.link;

/** The codes that connections are closed with. */
public final class CloseCode {

    /** The node is being left; others are there. */
    public static final int GOING_AWAY = 4000;

    public static final int UNAUTHORIZED = 4004;
    public static final int BANNED = 4005;

    /** Come back later. */
    public static final int TOO_MANY_CONNECTIONS = 4006;

    public static final int USE_POLLING = 4007;

    private CloseCode() {}
}
