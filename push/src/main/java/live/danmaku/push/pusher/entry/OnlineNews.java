package live.danmaku.push.pusher.entry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.RoomId;
import live.danmaku.model.room.Presence;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Online;
import live.danmaku.push.link.v1.RoomOnline;
import live.danmaku.push.pusher.link.Link;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells connectors how many watch the rooms that they follow, where that has changed. Rooms are counted once a period while
 * there are not more than {@value #MOST_COUNTED}, else in turns. Thread-safe.
 */
final class OnlineNews implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OnlineNews.class);
    private static final int MOST_COUNTED = 5_000;
    private static final long ANSWERS_WITHIN_MS = 500;

    private final Presence presence;
    private final Map<RoomId, Followers> rooms = new ConcurrentHashMap<>();
    private final Queue<RoomId> turns = new ArrayDeque<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "online-news"));

    /** Of a room: the number that each connector was told last. */
    private record Followers(Map<Link, Long> told) {}

    OnlineNews(Presence presence, Duration period) {
        this.presence = presence;
        thread.scheduleAtFixedRate(this::turn, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    void follow(Link link, RoomId room) {
        rooms.compute(room, (id, old) -> {
            Followers followers = old == null ? new Followers(new ConcurrentHashMap<>()) : old;
            followers.told().putIfAbsent(link, -1L);
            return followers;
        });
    }

    void unfollow(Link link, RoomId room) {
        rooms.computeIfPresent(room, (id, followers) -> {
            followers.told().remove(link);
            return followers.told().isEmpty() ? null : followers;
        });
    }

    void gone(Link link) {
        Set.copyOf(rooms.keySet()).forEach(room -> unfollow(link, room));
    }

    /** How many watch a room; 0 while nobody knows. Never fails. */
    CompletionStage<Long> count(RoomId room) {
        return presence.count(room)
                .toCompletableFuture()
                .completeOnTimeout(0L, ANSWERS_WITHIN_MS, TimeUnit.MILLISECONDS)
                .exceptionally(failure -> 0L);
    }

    private void turn() {
        try {
            if (turns.isEmpty()) {
                turns.addAll(rooms.keySet());
            }
            List<CompletableFuture<Void>> counted = new ArrayList<>();
            Map<RoomId, Long> counts = new ConcurrentHashMap<>();
            while (!turns.isEmpty() && counted.size() < MOST_COUNTED) {
                RoomId room = turns.remove();
                counted.add(presence.count(room)
                        .thenAccept(online -> counts.put(room, online))
                        .toCompletableFuture());
            }
            // A store that does not answer is asked again in the next turn; what is unchanged is not told.
            CompletableFuture.allOf(counted.toArray(CompletableFuture[]::new))
                    .handle((all, failure) -> failure)
                    .thenAccept(failure -> tell(counts));
        } catch (RuntimeException e) {
            log.error("unexpected error in counting viewers", e);
        }
    }

    private void tell(Map<RoomId, Long> counts) {
        Map<Link, Online.Builder> news = new HashMap<>();
        counts.forEach((room, online) -> {
            Followers followers = rooms.get(room);
            if (followers != null) {
                followers.told().forEach((link, told) -> {
                    if (!told.equals(online)) {
                        news.computeIfAbsent(link, key -> Online.newBuilder())
                                .addRooms(RoomOnline.newBuilder()
                                        .setRoom(room.value())
                                        .setOnline(online));
                    }
                });
            }
        });
        news.forEach(this::tell);
    }

    /** A connector that does not keep up is told in a later turn. */
    private void tell(Link link, Online.Builder news) {
        if (link.offer(FromPusher.newBuilder().setOnline(news).build())) {
            news.getRoomsList()
                    .forEach(told -> rooms.computeIfPresent(new RoomId(told.getRoom()), (id, followers) -> {
                        followers.told().computeIfPresent(link, (key, before) -> told.getOnline());
                        return followers;
                    }));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
