package live.danmaku.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Remembers what it is given, and fails for what a test does not want accepted. Thread-safe. */
public final class RecordingPublisher implements MessagePublisher {

    private final List<AcceptedMessage> accepted = new CopyOnWriteArrayList<>();
    private volatile Predicate<String> refused = json -> false;

    /** @param refused whether a message of this JSON fails */
    public void refuse(Predicate<String> refused) {
        this.refused = refused;
    }

    public List<AcceptedMessage> accepted() {
        return accepted;
    }

    /** The JSON of what was accepted, in its order. */
    public List<String> json() {
        return accepted.stream().map(RecordingPublisher::json).toList();
    }

    @Override
    public CompletionStage<Void> publish(AcceptedMessage message) {
        if (refused.test(json(message))) {
            return CompletableFuture.failedFuture(new IllegalStateException("refused by the test"));
        }
        accepted.add(message);
        return CompletableFuture.completedFuture(null);
    }

    private static String json(AcceptedMessage message) {
        return new String(message.payload(), UTF_8);
    }
}
