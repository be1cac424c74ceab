package live.danmaku.push.pusher.important;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import live.danmaku.model.timeline.HintSource.Subscription;
import live.danmaku.push.pusher.link.Link;

/** The sessions that acknowledge a topic, by connector. Of one thread. */
final class Readers {

    private final CompletionStage<Subscription> hints;
    private final Map<Link, Map<String, Waiting>> byLink = new HashMap<>();

    /** @param hints the running subscription to the topic's hints */
    Readers(CompletionStage<Subscription> hints) {
        this.hints = hints;
    }

    /**
     * A connector says which sessions there are. Those that are known stay as they are.
     *
     * @return those that are new
     */
    List<Waiting> replace(Link link, Map<String, Waiting> told) {
        Map<String, Waiting> before = byLink.getOrDefault(link, Map.of());
        Map<String, Waiting> after = new HashMap<>();
        List<Waiting> added = new ArrayList<>();
        told.forEach((session, reader) -> {
            Waiting known = before.get(session);
            after.put(session, known == null ? reader : known);
            if (known == null) {
                added.add(reader);
            }
        });
        before.values().stream()
                .filter(reader -> !told.containsKey(reader.session()))
                .forEach(Waiting::end);
        byLink.put(link, after);
        return added;
    }

    /** @return whether nobody is left; it is closed then */
    boolean forget(Link link) {
        Map<String, Waiting> gone = byLink.remove(link);
        if (gone != null) {
            gone.values().forEach(Waiting::end);
        }
        if (byLink.isEmpty()) {
            close();
        }
        return byLink.isEmpty();
    }

    Stream<Waiting> all() {
        return byLink.values().stream().flatMap(sessions -> sessions.values().stream());
    }

    void close() {
        hints.thenAccept(Subscription::close);
    }
}
