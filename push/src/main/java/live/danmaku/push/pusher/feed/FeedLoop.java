package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.TimelineEnds;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.Pace;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.link.Link;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics of one thread. Everything is called in its turns. */
final class FeedLoop {

    private static final Logger log = LoggerFactory.getLogger(FeedLoop.class);

    /** Heartbeats of many topics are spread, so that neither the store nor a link gets all at once. */
    private static final int SLOTS = 10;

    /** Topics that are subscribed to and read for the first time at a time. */
    private static final int MOST_BEGINNING = 500;

    private static final long ANSWER_WITHIN_S = 10;

    private final FeedParts parts;
    private final Turns turns;
    private final BatchEncoder encoder;
    private final long heartbeatNanos;
    private final Map<Topic, TopicFeed> feeds = new HashMap<>();
    private final Map<Link, Outbox> outboxes = new HashMap<>();
    private final Pace beginnings;
    private final List<Set<TopicFeed>> slots = new ArrayList<>();
    private final BitSet looking = new BitSet(SLOTS);
    private int slot;
    private int nextSlot;
    private boolean closed;

    FeedLoop(FeedParts parts, Turns turns, long heartbeatNanos) {
        this.parts = parts;
        this.turns = turns;
        this.encoder = new BatchEncoder(parts.settings().goimOperation(), parts.encodeMetrics());
        this.heartbeatNanos = heartbeatNanos;
        this.beginnings = new Pace(MOST_BEGINNING, turns::soon);
        for (int i = 0; i < SLOTS; i++) {
            slots.add(new LinkedHashSet<>());
        }
    }

    void start() {
        turns.later(heartbeatNanos / SLOTS, this::heartbeat);
    }

    private void heartbeat() {
        if (closed) {
            return;
        }
        turns.later(heartbeatNanos / SLOTS, this::heartbeat);
        slot = (slot + 1) % SLOTS;
        if (slot == 0) {
            outboxes.values().forEach(Outbox::heartbeat);
        }
        // A lost hint is found by the next look: a heartbeat later at most where something goes on.
        List<TopicFeed> due =
                slots.get(slot).stream().filter(TopicFeed::heartbeat).toList();
        if (looking.get(slot)) {
            due.forEach(TopicFeed::wake); // the store is slow; it is asked the next time
        } else if (!due.isEmpty()) {
            look(slot, due);
        }
    }

    /** Topics that end where they were read to are not read; that is most of them, so they are asked about together. */
    private void look(int itsSlot, List<TopicFeed> due) {
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        due.stream().filter(feed -> !feed.hasBegun()).forEach(TopicFeed::look);
        List<TopicFeed> begun = due.stream().filter(TopicFeed::hasBegun).toList();
        for (int from = 0; from < begun.size(); from += TimelineEnds.MOST) {
            List<TopicFeed> some = begun.subList(from, Math.min(begun.size(), from + TimelineEnds.MOST));
            parts.metrics().lookedAt(some.size());
            // Asked inside of a stage: a store that throws has failed like one that answers so.
            answers.add(CompletableFuture.completedFuture(
                            some.stream().map(TopicFeed::topic).toList())
                    .thenCompose(parts.ends()::ends)
                    .orTimeout(ANSWER_WITHIN_S, TimeUnit.SECONDS)
                    .handle((ends, failure) -> {
                        turns.soon(() -> looked(some, ends));
                        return null;
                    }));
        }
        looking.set(itsSlot);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenRun(() -> turns.soon(() -> looking.clear(itsSlot)));
    }

    /** @param ends null when the store did not answer: whatever hints it would have sent meanwhile are lost */
    private void looked(List<TopicFeed> some, @Nullable List<Cursor> ends) {
        if (ends == null) {
            parts.metrics().failed();
            some.forEach(TopicFeed::wake);
            return;
        }
        for (int i = 0; i < some.size(); i++) {
            some.get(i).lookUnlessAt(ends.get(i));
        }
    }

    void follow(Link link, Topic topic, Follow follow) {
        TopicFeed feed = feeds.get(topic);
        if (feed == null) {
            feed = new TopicFeed(topic, parts, turns, encoder);
            feeds.put(topic, feed);
            slots.get(nextSlot).add(feed);
            nextSlot = (nextSlot + 1) % SLOTS;
            beginnings.soon(feed::start);
        }
        trying(link, feed, known -> known.follow(outbox(link), follow));
    }

    void unfollow(Link link, Topic topic) {
        TopicFeed feed = feeds.get(topic);
        Outbox outbox = outboxes.get(link);
        if (feed != null && outbox != null && feed.unfollow(outbox)) {
            forget(topic, feed);
        }
    }

    private void forget(Topic topic, TopicFeed feed) {
        feeds.remove(topic);
        slots.forEach(some -> some.remove(feed));
        feed.close();
    }

    void pull(Link link, Topic topic, Pull pull) {
        TopicFeed feed = feeds.get(topic);
        if (feed == null) {
            log.debug("{} is pulled and not followed", topic);
            outbox(link).answer(PullAnswers.later(pull));
        } else {
            trying(link, feed, known -> known.pull(outbox(link), pull));
        }
    }

    /** A connector that says what nobody understands is no good. */
    private static void trying(Link link, TopicFeed feed, Consumer<TopicFeed> step) {
        try {
            step.accept(feed);
        } catch (IllegalArgumentException e) {
            log.warn("connector {}: {}", link.connector().getNode(), e.getMessage());
            link.close(String.valueOf(e.getMessage()));
        }
    }

    private Outbox outbox(Link link) {
        return outboxes.computeIfAbsent(
                link,
                known -> new Outbox(known, turns, parts.settings().coalesce().toNanos(), parts.metrics()));
    }

    void forget(Link link) {
        Outbox outbox = outboxes.remove(link);
        if (outbox != null) {
            Map.copyOf(feeds).forEach((topic, feed) -> {
                if (feed.unfollow(outbox)) {
                    forget(topic, feed);
                }
            });
        }
    }

    void close() {
        closed = true;
        feeds.values().forEach(TopicFeed::close);
        feeds.clear();
        slots.forEach(Set::clear);
    }
}
