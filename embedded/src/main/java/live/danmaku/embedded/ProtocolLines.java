package live.danmaku.embedded;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What {@link EnginesMain} tells its parent, one line for each event.
 *
 * <pre>
 * starting redis
 * ready redis redis://127.0.0.1:16379
 * ready redis redis://127.0.0.1:16379 password        when it has one
 * ready mysql jdbc:mysql://127.0.0.1:13306/danmaku?... user password
 * ready all
 * failed kafka the reason, with its lines joined by " | "
 * </pre>
 *
 * A failure of no engine in particular has the word {@code engines} in its place. Only the first failure is told, for the
 * others follow from it.
 */
final class ProtocolLines implements StartListener {

    private final PrintStream out;
    private final AtomicBoolean failed = new AtomicBoolean();

    ProtocolLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void starting(EngineKind kind) {
        print("starting " + kind.word());
    }

    @Override
    public void ready(Engine engine) {
        print("ready " + engine.kind().word() + " " + engine.address() + credentials(engine));
    }

    private static String credentials(Engine engine) {
        if (engine instanceof EmbeddedMySql mySql) {
            return " " + mySql.user() + " " + mySql.password();
        }
        return engine instanceof EmbeddedRedis redis && redis.password() != null ? " " + redis.password() : "";
    }

    void readyAll() {
        print("ready all");
    }

    @Override
    public void failed(EngineKind kind, RuntimeException reason) {
        failed(kind.word(), reason);
    }

    void failed(String word, RuntimeException reason) {
        if (failed.getAndSet(true)) {
            return;
        }
        String message = reason.getMessage() == null ? reason.toString() : reason.getMessage();
        Throwable cause = reason.getCause();
        if (cause != null && cause.getMessage() != null && !message.contains(cause.getMessage())) {
            message += ": " + cause.getMessage();
        }
        print("failed " + word + " " + message.strip().replaceAll("\\s*\\R\\s*", " | "));
    }

    private synchronized void print(String line) {
        out.println(line);
        out.flush();
    }
}
