package live.danmaku.push.connector.hub;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import live.danmaku.model.DeviceId;
import live.danmaku.model.RoomId;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.session.Admission;
import live.danmaku.push.connector.session.Client;
import live.danmaku.push.connector.session.CloseReason;
import live.danmaku.push.connector.session.Session;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.Reader;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one event loop and the topics they follow. Everything here happens on that loop. What comes from
 * sessions while a batch is being written is done right after it, so nobody leaves a list that is walked through.
 */
final class LoopHub {

    private final EventLoop loop;
    private final Exchange exchange;
    private final HubSettings settings;
    private final HubMetrics metrics;
    private final NewTopics newTopics;
    private final LongSupplier nanos;
    private final Outlet outlet;
    private final Map<Session, Member> members = new IdentityHashMap<>();
    private final Map<Topic, TopicMembers> topics = new HashMap<>();
    private final Set<Arrival> arrivals = new LinkedHashSet<>();
    private final Set<TopicMembers> restless = new LinkedHashSet<>();
    private boolean busy;
    private @Nullable Departure departure;
    private @Nullable Rejudging rejudging;
    private volatile long backlog;
    private long tickedAt;
    private int ticks;

    LoopHub(
            EventLoop loop,
            Exchange exchange,
            HubSettings settings,
            NewTopics newTopics,
            HubMetrics metrics,
            LongSupplier nanos) {
        this.loop = loop;
        this.exchange = exchange;
        this.settings = settings;
        this.newTopics = newTopics;
        this.metrics = metrics;
        this.nanos = nanos;
        this.outlet = new Outlet(settings, metrics);
        this.tickedAt = nanos.getAsLong();
    }

    HubSettings settings() {
        return settings;
    }

    HubMetrics metrics() {
        return metrics;
    }

    long now() {
        return nanos.getAsLong();
    }

    void later(Runnable task) {
        loop.execute(task);
    }

    /** Bytes that wait for clients, as last summed up. Any thread. */
    long backlog() {
        return backlog;
    }

    // ---- sessions

    CompletionStage<Admission> enter(Session session, @Nullable RoomId room, @Nullable Cursor cursor) {
        Member member = members.get(session);
        boolean first = member == null;
        if (member == null) {
            member = new Member(session);
            members.put(session, member);
            metrics.sessions(1);
        }
        return ask(member, room, cursor, first);
    }

    CompletionStage<Admission> changeRoom(Session session, RoomId room, @Nullable Cursor cursor) {
        Member member = members.get(session);
        if (member == null) {
            return refusal(CloseReason.PROTOCOL_ERROR, "not entered");
        }
        if (member.entry() != null) {
            return refusal(CloseReason.PROTOCOL_ERROR, "one room at a time");
        }
        leaveRoom(member);
        return ask(member, room, cursor, false);
    }

    private CompletionStage<Admission> ask(
            Member member, @Nullable RoomId room, @Nullable Cursor cursor, boolean first) {
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        Session session = member.session();
        Entry entry = new Entry(
                session.id(),
                session.client(),
                room,
                first,
                entered -> exchange.post(this, () -> entered(member, first, room, cursor, entered, answer)));
        member.asked(entry);
        exchange.enter(entry);
        return answer;
    }

    private void entered(
            Member member,
            boolean first,
            @Nullable RoomId room,
            @Nullable Cursor cursor,
            @Nullable Entered entered,
            CompletableFuture<Admission> answer) {
        member.asked(null);
        if (member.isGone()) {
            if (entered != null && entered.getCode() == 0) {
                exchange.leave(member.session().client(), room);
            }
            answer.complete(Admission.refused(CloseReason.of(CloseReason.GOING_AWAY, "closed")));
        } else if (entered == null) {
            refuse(member, first, exchange.nobodyAnswers(), answer);
        } else if (entered.getCode() != 0) {
            refuse(member, first, CloseReason.of(entered.getCode(), entered.getReason()), answer);
        } else {
            Topic area = entered.getArea().isEmpty() ? null : Topic.area(entered.getArea());
            member.entered(room == null ? null : shared(Topic.room(room)), area == null ? null : shared(area));
            List<Wish> wishes = wishes(member, cursor, entered);
            follow(member, wishes, answer, () -> undo(member, first));
        }
    }

    /** A session that is refused the first time is none any more: nobody will tell of its end. */
    private void refuse(Member member, boolean first, CloseReason reason, CompletableFuture<Admission> answer) {
        undo(member, first);
        answer.complete(Admission.refused(reason));
    }

    private void undo(Member member, boolean first) {
        if (first) {
            forget(member);
        } else {
            leaveRoom(member);
        }
    }

    /** The same topic, as one object for all who are in it: there are many sessions. */
    private Topic shared(Topic topic) {
        TopicMembers known = topics.get(topic);
        return known == null ? topic : known.topic();
    }

    private static List<Wish> wishes(Member member, @Nullable Cursor cursor, Entered entered) {
        List<Wish> wishes = new ArrayList<>(5);
        Client client = member.session().client();
        Topic room = member.room();
        Topic area = member.area();
        if (room != null) {
            wishes.add(new Wish(room, cursor));
        }
        if (area != null) {
            wishes.add(new Wish(area, null));
        }
        wishes.add(new Wish(Topic.ALL, null));
        boolean acknowledges =
                client.dialect().equals("native") || client.dialect().equals("json");
        if (acknowledges && client.user() != null) {
            wishes.add(new Wish(Topic.user(client.user().uid()), place(entered.getUserCursor())));
        }
        if (acknowledges && client.device() != null) {
            wishes.add(new Wish(Topic.device(new DeviceId(client.device())), place(entered.getDeviceCursor())));
        }
        return wishes;
    }

    private static @Nullable Cursor place(String text) {
        return text.isEmpty() ? null : Cursor.parse(text);
    }

    CompletionStage<Admission> subscribe(Session session, Topic topic, @Nullable Cursor cursor) {
        Member member = members.get(session);
        if (member == null) {
            return refusal(CloseReason.PROTOCOL_ERROR, "not entered");
        }
        CompletableFuture<Admission> answer = new CompletableFuture<>();
        if (member.in(topic) != null) {
            follow(member, topic, cursor, answer);
            return answer;
        }
        CloseReason refusal = refusal(member, topic);
        if (refusal != null) {
            metrics.refusedTopic();
            return CompletableFuture.completedFuture(Admission.refused(refusal));
        }
        if (topics.containsKey(topic)) {
            follow(member, topic, cursor, answer); // others follow it, so it may be followed
        } else {
            member.asks(topic, answer);
            exchange.enter(new Entry(
                    session.id(),
                    session.client(),
                    topic,
                    said -> exchange.post(this, () -> mayFollow(member, topic, cursor, said, answer))));
        }
        return answer;
    }

    /** Why a session may not ask for one topic more. */
    private @Nullable CloseReason refusal(Member member, Topic topic) {
        int asking = member.asking();
        if (member.memberships().size() + asking >= settings.mostTopics()) {
            return tooMany("topics", settings.mostTopics());
        }
        Client client = member.session().client();
        if (client.user() == null && member.chosen() + asking >= settings.anonymousTopics()) {
            return tooMany("topics of an anonymous session", settings.anonymousTopics());
        }
        return topics.containsKey(topic) || newTopics.take(client.address())
                ? null
                : CloseReason.of(
                        CloseReason.TOO_MANY_CONNECTIONS,
                        "new topics: more than %d in a second from this address (expected: fewer)"
                                .formatted(settings.newTopicsPerSecond()));
    }

    private static CloseReason tooMany(String what, int most) {
        return CloseReason.of(
                CloseReason.PROTOCOL_ERROR, "%s: more than %d (expected: at most %d)".formatted(what, most, most));
    }

    /** @param said whether it may be followed; null when nobody answered */
    private void mayFollow(
            Member member,
            Topic topic,
            @Nullable Cursor cursor,
            @Nullable Entered said,
            CompletableFuture<Admission> answer) {
        if (!member.isAnswered(topic, answer)) {
            return;
        }
        if (said == null) {
            answer.complete(Admission.refused(exchange.nobodyAnswers()));
        } else if (said.getCode() != 0) {
            metrics.refusedTopic();
            answer.complete(Admission.refused(CloseReason.of(said.getCode(), said.getReason())));
        } else {
            follow(member, topic, cursor, answer);
        }
    }

    private void follow(Member member, Topic topic, @Nullable Cursor cursor, CompletableFuture<Admission> answer) {
        follow(member, List.of(new Wish(topic, cursor)), answer, () -> {});
    }

    private void follow(Member member, List<Wish> wishes, CompletableFuture<Admission> answer, Runnable onRefusal) {
        Arrival arrival = new Arrival(member, answer, onRefusal, now());
        for (Wish wish : wishes) {
            Membership already = member.in(wish.topic());
            if (already == null) {
                TopicMembers topic = topics.computeIfAbsent(wish.topic(), this::begin);
                Membership membership = topic.add(member);
                member.memberships().add(membership);
                arrival.add(membership, wish.cursor());
            } else {
                Cursor place = already.topic().position();
                if (place != null) {
                    arrival.add(wish.topic(), place);
                }
            }
        }
        if (arrival.isReady()) {
            arrival.complete();
        } else {
            arrivals.add(arrival);
            arrival.await();
        }
    }

    private TopicMembers begin(Topic topic) {
        return new TopicMembers(topic, this, outlet);
    }

    private static CompletionStage<Admission> refusal(int code, String text) {
        return CompletableFuture.completedFuture(Admission.refused(CloseReason.of(code, text)));
    }

    long online(Session session) {
        Member member = members.get(session);
        Topic room = member == null ? null : member.room();
        return room == null ? 0 : exchange.online(room.asRoom().orElseThrow());
    }

    void unsubscribe(Session session, Topic topic) {
        unlessBusy(() -> {
            Member member = members.get(session);
            if (member != null) {
                member.asksNoMore(topic);
                remove(member, topic);
            }
        });
    }

    private static void remove(Member member, Topic topic) {
        Membership membership = member.in(topic);
        if (membership != null) {
            member.memberships().remove(membership);
            membership.topic().remove(membership);
        }
    }

    private void leaveRoom(Member member) {
        Topic room = member.room();
        if (room != null) {
            remove(member, room);
            exchange.leave(member.session().client(), room.asRoom().orElseThrow());
        }
        Topic area = member.area();
        if (area != null) {
            remove(member, area);
        }
        member.entered(null, null);
    }

    void acknowledge(Session session, Topic topic, Cursor cursor) {
        if (topic.isAcknowledged() && members.containsKey(session)) {
            exchange.acknowledge(session.id(), session.client(), topic, cursor);
        }
    }

    void drained(Session session) {
        unlessBusy(() -> {
            Member member = members.get(session);
            if (member != null) {
                for (Membership membership : List.copyOf(member.memberships())) {
                    membership.topic().drained(membership);
                }
            }
        });
    }

    void closed(Session session) {
        unlessBusy(() -> {
            Member member = members.get(session);
            if (member != null) {
                forget(member);
            }
        });
    }

    private void forget(Member member) {
        if (members.remove(member.session()) == null) {
            return;
        }
        metrics.sessions(-1);
        member.leave();
        Entry entry = member.entry();
        if (entry != null) {
            exchange.cancel(entry);
        }
        for (Membership membership : member.memberships()) {
            membership.topic().remove(membership);
        }
        leaveRoom(member);
    }

    private void unlessBusy(Runnable task) {
        if (busy) {
            loop.execute(task);
        } else {
            task.run();
        }
    }

    /** Closes the sessions of a user, in one room or all. */
    void close(String room, String uid, CloseReason reason) {
        Topic topic = room.isEmpty() ? null : Topic.room(new RoomId(room));
        for (Member member : List.copyOf(members.values())) {
            boolean inRoom = topic == null || topic.equals(member.room());
            Client client = member.session().client();
            if (inRoom && client.user() != null && client.user().uid().value().equals(uid)) {
                member.close(reason);
            }
        }
    }

    /** Closes those of these sessions that are here. */
    void close(Set<String> sessions, CloseReason reason) {
        for (Member member : List.copyOf(members.values())) {
            if (sessions.contains(member.session().id())) {
                member.close(reason);
            }
        }
    }

    // ---- topics: all of these come from the exchange, in order

    /** Runs what the exchange has for this loop. */
    void run(List<Runnable> tasks) {
        busy = true;
        try {
            tasks.forEach(Runnable::run);
        } finally {
            busy = false;
        }
    }

    /** Whether members of a topic catch up, so that it is looked at from time to time. */
    void restless(TopicMembers topic, boolean catchingUp) {
        if (catchingUp) {
            restless.add(topic);
        } else {
            restless.remove(topic);
        }
    }

    void changed(TopicMembers topic, int count, int encodings, List<Reader> readers) {
        exchange.changed(this, topic.topic(), count, encodings, readers);
    }

    void started(Topic topic, Cursor place) {
        TopicMembers members = topics.get(topic);
        if (members != null) {
            members.started(place);
            members.takeArrivals().forEach(this::completeIfReady);
        }
    }

    private void completeIfReady(Arrival arrival) {
        if (arrival.member().isGone()) {
            arrivals.remove(arrival);
            arrival.refuse(CloseReason.of(CloseReason.GOING_AWAY, "closed"));
        } else if (arrival.isReady() && arrivals.remove(arrival)) {
            arrival.complete();
        }
    }

    void deliver(Topic topic, FramedBatch batch) {
        TopicMembers members = topics.get(topic);
        if (members != null) {
            members.deliver(batch);
        }
    }

    void again(Topic topic, String session, FramedBatch batch) {
        TopicMembers members = topics.get(topic);
        if (members != null) {
            members.again(session, batch);
        }
    }

    void pull(CatchUp catchUp, int request, Cursor from, Cursor until) {
        Membership membership = catchUp.membership();
        PageQuestion question = new PageQuestion(
                membership.topic().topic(), from, until, membership.session().encoding());
        exchange.pull(
                question,
                page -> exchange.postPage(this, page, () -> membership.topic().page(catchUp, request, page)));
    }

    /** The table asks whether a topic is wanted here no more. If so it is forgotten, and the table told. */
    void release(Topic topic) {
        TopicMembers members = topics.get(topic);
        if (members != null && members.count() == 0) {
            topics.remove(topic);
            exchange.released(this, topic);
        }
    }

    // ---- time

    void tick() {
        busy = true;
        try {
            for (TopicMembers topic : List.copyOf(restless)) {
                topic.tick();
            }
            refuseLate();
            long now = now();
            if (departure != null) {
                departure.tick(members.values(), now, tickedAt);
            }
            if (rejudging != null) {
                exchange.judge(rejudging.pusher(), rejudging.tick(now, tickedAt));
                rejudging = rejudging.isOver() ? null : rejudging;
            }
            tickedAt = now;
        } finally {
            busy = false;
        }
        if (ticks++ % 5 == 0) {
            backlog = members.keySet().stream().mapToLong(Session::pendingBytes).sum();
        }
    }

    private void refuseLate() {
        List<Arrival> late = new ArrayList<>(0);
        for (Iterator<Arrival> each = arrivals.iterator(); each.hasNext(); ) {
            Arrival arrival = each.next();
            if (now() - arrival.since() <= settings.enterWithin().toNanos()) {
                break; // they stand in the order of their coming
            }
            each.remove();
            late.add(arrival);
        }
        for (Arrival arrival : late) {
            arrival.refuse(exchange.nobodyAnswers());
        }
    }

    /**
     * The rules have changed: a pusher is asked about all sessions over some time. Who comes later was judged by them.
     */
    void rejudge(String pusher, long overNs) {
        rejudging = new Rejudging(pusher, members.values(), now() + overNs);
    }

    /** Null: nobody has to go. */
    void depart(@Nullable Departure newDeparture) {
        departure = newDeparture;
        tickedAt = now();
    }

    int sessions() {
        return members.size();
    }
}
