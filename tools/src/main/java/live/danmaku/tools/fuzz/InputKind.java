package live.danmaku.tools.fuzz;

/** The kinds of hostile input, each with its share of a run. */
enum InputKind {
    /** Well-formed HTTP requests to every documented operation, with hostile values, as each role. */
    HTTP(60),
    /** Bytes that are nearly HTTP. */
    RAW(14),
    /** Requests with tokens that were changed after they were signed. */
    TOKEN(10),
    /** Frames and packets on a WebSocket. */
    WEBSOCKET(6),
    /** Packets over plain TCP. */
    TCP(6),
    /** Bytes that are nearly HTTP/2 on the port where a pusher listens for connectors. */
    LINK(4);

    private final int share;

    InputKind(int share) {
        this.share = share;
    }

    /** In percent; all together are 100. */
    int share() {
        return share;
    }
}
