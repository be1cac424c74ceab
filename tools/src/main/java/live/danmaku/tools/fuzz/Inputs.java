package live.danmaku.tools.fuzz;

/** Draws inputs of all kinds. Not thread-safe. */
final class Inputs {

    private final Hostile hostile;
    private final Target target;
    private final HttpInputs requests;
    private final StreamInputs streams;

    Inputs(Hostile hostile, Target target) {
        this.hostile = hostile;
        this.target = target;
        this.requests = new HttpInputs(hostile, target);
        this.streams = new StreamInputs(hostile, requests, target);
    }

    HostileInput next() {
        InputKind kind = kind();
        return switch (target.port(kind) > 0 ? kind : InputKind.HTTP) {
            case HTTP -> requests.next();
            case RAW -> streams.raw();
            case TOKEN -> streams.token();
            case WEBSOCKET -> streams.webSocket();
            case TCP -> streams.tcp();
            case LINK -> streams.link();
        };
    }

    private InputKind kind() {
        int point = hostile.below(100);
        for (InputKind kind : InputKind.values()) {
            point -= kind.share();
            if (point < 0) {
                return kind;
            }
        }
        return InputKind.HTTP;
    }
}
