package live.danmaku.push.connector.hub;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.PusherListener;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.link.v1.Acknowledge;
import live.danmaku.push.link.v1.Close;
import live.danmaku.push.link.v1.Drain;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Judge;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.link.v1.Rejudge;
import live.danmaku.push.link.v1.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's thread: what loops ask and what pushers say meets here, and is given to the part whose business it is. Each
 * word is one turn: at its end the pulls asked in it are sent, and what it has for loops is handed over.
 *
 * <p>Methods called by loops say so; they only pass on. Everything else happens on the hub's thread.
 */
final class Exchange implements PusherListener {

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final long NOBODY_ANSWERS_LEAST_MS = 1_000;
    private static final long NOBODY_ANSWERS_MOST_MS = 3_000;
    private static final int TICKS_A_SECOND = 10;
    private static final int TICKS_A_MINUTE = 600;

    private final EventLoop thread;
    private final PusherLinks links;
    private final HubMetrics metrics;
    private final HubSettings settings;
    private final LongSupplier nanos;
    private final LoopPosts posts;
    private final OpenPulls pulls;
    private final TopicTable table;
    private final PagePulls pages;
    private final Roster roster;
    private final Entries entries;
    private final StatusReport report;
    private final RuleNews rules = new RuleNews();
    private final TreeSet<String> up = new TreeSet<>();
    private final List<LoopHub> loops = new CopyOnWriteArrayList<>();
    private final Map<String, Long> online = new ConcurrentHashMap<>();
    private volatile @Nullable CloseReason refusal;
    private @Nullable Drain order;
    private long orderedAt;
    private long statusAt;
    private int ticks;

    /** @param capacity sessions that this connector takes at most */
    Exchange(
            EventLoop thread,
            PusherLinks links,
            HubSettings settings,
            int capacity,
            ByteBufAllocator allocator,
            HubMetrics metrics,
            LongSupplier nanos) {
        this.thread = thread;
        this.links = links;
        this.settings = settings;
        this.metrics = metrics;
        this.nanos = nanos;
        this.posts = new LoopPosts();
        this.pulls = new OpenPulls(links, settings, nanos, metrics);
        this.table = new TopicTable(links, this::later, posts, pulls, settings, allocator, metrics, nanos);
        this.pages = new PagePulls(table, pulls, settings, allocator, metrics);
        this.roster = new Roster(links, settings, nanos);
        this.entries = new Entries(links, roster, settings, nanos);
        this.report = new StatusReport(metrics, capacity, nanos.getAsLong());
    }

    // ---- called by loops

    void enter(Entry entry) {
        execute(() -> entries.enter(entry));
    }

    void cancel(Entry entry) {
        execute(() -> entries.cancel(entry));
    }

    void leave(Client client, @Nullable RoomId room) {
        if (room != null && client.user() != null) {
            execute(() -> roster.left(room, Entry.user(client)));
        }
    }

    void changed(LoopHub loop, Topic topic, int sessions, int encodings, List<Reader> readers) {
        execute(() -> table.changed(loop, topic, sessions, encodings, readers));
    }

    void released(LoopHub loop, Topic topic) {
        execute(() -> {
            table.released(loop, topic);
            if (!table.isFollowed(topic)) {
                topic.asRoom().ifPresent(room -> online.remove(room.value()));
            }
        });
    }

    /** @param reader is called once, on the hub's thread */
    void pull(PageQuestion question, Consumer<FramedBatch> reader) {
        execute(() -> pages.ask(question, reader));
    }

    void acknowledge(String session, Client client, Topic topic, Cursor cursor) {
        Acknowledge acknowledge = Acknowledge.newBuilder()
                .setSession(session)
                .setTopic(topic.name())
                .setUid(client.user() == null ? "" : client.user().uid().value())
                .setDevice(client.device() == null ? "" : client.device())
                .setCursor(cursor.toString())
                .build();
        execute(() -> {
            List<String> pushers = table.pushersOf(topic);
            if (!pushers.isEmpty()) {
                links.say(
                        pushers.get(0),
                        FromConnector.newBuilder().setAcknowledge(acknowledge).build());
            }
        });
    }

    /** May these sessions stay? Any thread. */
    void judge(String pusher, List<Judge> questions) {
        if (!questions.isEmpty()) {
            execute(() -> questions.forEach(question -> links.say(
                    pusher, FromConnector.newBuilder().setJudge(question).build())));
        }
    }

    /** Why nobody is let in now; null when they are. Any thread. */
    @Nullable
    CloseReason refusal() {
        return refusal;
    }

    /** What a session is told when no pusher answers: to come back after a while. Any thread. */
    CloseReason nobodyAnswers() {
        CloseReason draining = refusal;
        long wait = ThreadLocalRandom.current().nextLong(NOBODY_ANSWERS_LEAST_MS, NOBODY_ANSWERS_MOST_MS);
        return draining != null
                ? draining
                : CloseReason.of(CloseReason.GOING_AWAY, "try again").later(wait, List.of());
    }

    /** Any thread. */
    long online(RoomId room) {
        return online.getOrDefault(room.value(), 0L);
    }

    /** A loop that has sessions from now on. Any thread. */
    void add(LoopHub loop) {
        loops.add(loop);
    }

    private void execute(Runnable task) {
        try {
            thread.execute(() -> turn(task));
        } catch (RejectedExecutionException e) {
            log.debug("the hub has ended", e);
        }
    }

    private void later(long wait, Runnable task) {
        thread.schedule(() -> turn(task), wait, TimeUnit.NANOSECONDS);
    }

    private void turn(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("unexpected error; a task of the hub is dropped", e);
        }
        table.endTurn();
        roster.endTurn();
        posts.send();
    }

    // ---- the hub's thread

    /** Hands something to a loop at the end of this turn. */
    void post(LoopHub loop, Runnable task) {
        posts.post(loop, task);
    }

    void postPage(LoopHub loop, FramedBatch page, Runnable task) {
        posts.post(loop, page, task);
    }

    @Override
    public void up(String pusher, Duration heartbeat) {
        turn(() -> {
            up.add(pusher);
            log.info("pusher {} is up", pusher);
            pushersChanged(null);
            sayStatus(pusher, status());
        });
    }

    @Override
    public void ready(String pusher) {
        turn(() -> {}); // its end says what the link did not take before
    }

    @Override
    public void down(String pusher) {
        turn(() -> {
            up.remove(pusher);
            log.info("pusher {} is gone", pusher);
            pulls.down(pusher);
            pushersChanged(pusher);
            rejudge(rules.down(pusher, nanos.getAsLong()));
        });
    }

    private void pushersChanged(@Nullable String gone) {
        List<String> nowUp = List.copyOf(up);
        table.pushers(nowUp);
        roster.pushers(nowUp);
        entries.pushers(nowUp, gone);
    }

    @Override
    public void said(String pusher, FromPusher message) {
        turn(() -> hear(pusher, message));
    }

    private void hear(String pusher, FromPusher message) {
        switch (message.getKindCase()) {
            case ENTERED -> {
                RoomId room = entries.entered(message.getEntered());
                if (room != null) {
                    online.put(room.value(), message.getEntered().getOnline());
                }
            }
            case FOLLOWING -> table.following(pusher, message.getFollowing());
            case NOTIFY -> message.getNotify().getTopicsList().forEach(place -> table.place(pusher, place));
            case BATCHES ->
                message.getBatches().getBatchesList().forEach(batch -> {
                    if (batch.getRequest() == 0) {
                        table.batch(pusher, batch);
                    } else {
                        pulls.answered(batch);
                    }
                });
            case CLOSE -> close(message.getClose());
            case REJUDGE -> {
                Rejudge news = message.getRejudge();
                long over = Duration.ofMillis(news.getOverMs()).toNanos();
                rejudge(rules.told(pusher, news.getRules(), over, nanos.getAsLong()));
            }
            case DRAIN -> {
                Drain drain = message.getDrain();
                if (drain.getCode() != 0 && drain.getOverMs() == 0) {
                    targets(drain.getTargetsList());
                } else {
                    drain(drain);
                }
            }
            case PRESENT_WANTED -> roster.namesWanted(message.getPresentWanted().getRoom());
            case ONLINE -> message.getOnline().getRoomsList().forEach(room -> online(room.getRoom(), room.getOnline()));
            case WELCOME, KIND_NOT_SET -> {}
        }
    }

    /** Only rooms that are followed are remembered. */
    private void online(String room, long count) {
        if (table.isFollowed(new Topic("room:" + room))) {
            online.put(room, count);
        }
    }

    private void rejudge(RuleNews.@Nullable Question question) {
        if (question != null) {
            for (LoopHub loop : loops) {
                post(loop, () -> loop.rejudge(question.pusher(), question.overNs()));
            }
        }
    }

    private void close(Close close) {
        CloseReason reason = CloseReason.of(close.getCode(), close.getReason());
        if (close.getSessionsCount() > 0) {
            Set<String> sessions = Set.copyOf(close.getSessionsList());
            for (LoopHub loop : loops) {
                post(loop, () -> loop.close(sessions, reason));
            }
            return;
        }
        for (LoopHub loop : loops) {
            post(loop, () -> loop.close(close.getRoom(), close.getUid(), reason));
        }
    }

    /** Asks all sessions to go, or, with code 0, no more of them. The same order again changes nothing. */
    void drain(Drain drain) {
        if (drain.equals(order) || drain.getCode() == 0 && order == null) {
            return;
        }
        boolean takenBack = drain.getCode() == 0;
        order = takenBack ? null : drain;
        orderedAt = nanos.getAsLong();
        depart();
        log.info(
                takenBack ? "draining is taken back" : "draining {} sessions within {} ms",
                metrics.sessions(),
                drain.getOverMs());
        up.forEach(pusher -> sayStatus(pusher, status()));
    }

    /** Where sessions may go when they are asked to go already. */
    private void targets(List<String> targets) {
        Drain going = order;
        if (going != null && going.getTargetsCount() == 0 && !targets.isEmpty()) {
            order = going.toBuilder().addAllTargets(targets).build();
            depart();
        }
    }

    private void depart() {
        Drain going = order;
        if (going != null) {
            CloseReason reason = CloseReason.of(going.getCode(), "going away");
            List<String> targets = List.copyOf(going.getTargetsList());
            refusal = reason.later(0, targets);
            long begin = orderedAt;
            long over = Duration.ofMillis(going.getOverMs()).toNanos();
            for (LoopHub loop : loops) {
                post(loop, () -> loop.depart(new Departure(reason, targets, begin, over)));
            }
        } else {
            refusal = null;
            for (LoopHub loop : loops) {
                post(loop, () -> loop.depart(null));
            }
        }
    }

    /** Any thread. */
    void orderDrain(Drain drain) {
        execute(() -> drain(drain));
    }

    /** Ten times a second. */
    void tick() {
        turn(() -> {
            pulls.tick();
            table.tick();
            pages.tick();
            entries.tick();
            long now = nanos.getAsLong();
            if (now - statusAt >= settings.statusPeriod().toNanos()) {
                statusAt = now;
                Status status = status();
                up.forEach(pusher -> sayStatus(pusher, status));
            }
            if (ticks++ % TICKS_A_SECOND == 0) {
                table.releaseEmpty();
                roster.tick();
                metrics.topics(table.size());
            }
            if (ticks % TICKS_A_MINUTE == 0) {
                online.keySet().removeIf(room -> !table.isFollowed(new Topic("room:" + room)));
            }
        });
    }

    private Status status() {
        long backlog = loops.stream().mapToLong(LoopHub::backlog).sum();
        return report.next(backlog, order != null, nanos.getAsLong());
    }

    private void sayStatus(String pusher, Status status) {
        links.say(pusher, FromConnector.newBuilder().setStatus(status).build());
    }
}
