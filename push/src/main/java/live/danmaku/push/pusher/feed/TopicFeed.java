package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.danmaku.model.Topic;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.encode.EncodedBatch;
import live.danmaku.push.pusher.grade.Grader;
import live.danmaku.push.pusher.grade.LevelJudge;
import live.danmaku.push.pusher.message.PushedMessage;
import org.jspecify.annotations.Nullable;

/**
 * One topic and the connectors that follow it. What is new is read once, graded, kept in memory and told: {@link
 * PushMode#NOTIFY its place}, or {@link PushMode#BROADCAST itself}. Each broadcast goes on from where the one before led
 * to, or from a place that was told by Following. Of one thread.
 */
final class TopicFeed implements TimelineTail.Reader {

    private final Topic topic;
    private final boolean expires;
    private final FeedParts parts;
    private final Turns turns;
    private final TimelineTail tail;
    private final PullAnswers pulls;
    private final EncodedBatches encoded;
    private final PushModeJudge mode;
    private final LevelJudge level;
    private final Grader grader;
    private final Map<Outbox, Subscription> subscriptions = new LinkedHashMap<>();
    private @Nullable RecentMessages recent;
    private long sessions;

    TopicFeed(Topic topic, FeedParts parts, Turns turns, BatchEncoder encoder) {
        this.topic = topic;
        this.expires = topic.asRoom().isEmpty();
        this.parts = parts;
        this.turns = turns;
        encoded = new EncodedBatches(encoder);
        mode = new PushModeJudge(parts.settings());
        level = new LevelJudge(parts.grades());
        grader = new Grader(parts.grades(), turns.nanos());
        tail = new TimelineTail(
                topic, parts.timeline(), turns, () -> parts.settings().tickNanos(sessions), this, parts.metrics());
        pulls = new PullAnswers(
                topic,
                tail,
                new OlderPages(topic, parts.timeline(), turns, parts.metrics()),
                encoded,
                () -> recent,
                () -> parts.switches().get().samplePercent(),
                this::matters,
                parts.metrics());
    }

    void start() {
        parts.metrics().followed();
        tail.start(parts.hints());
    }

    void close() {
        parts.metrics().forgotten(topic, mode.mode());
        tail.close();
    }

    void follow(Outbox outbox, Follow follow) {
        subscriptions.computeIfAbsent(outbox, Subscription::new).update(follow);
        judge();
        RecentMessages known = recent;
        if (known != null) {
            tellFollowing(known.end());
        }
    }

    /** @return whether nobody follows it any more */
    boolean unfollow(Outbox outbox) {
        subscriptions.remove(outbox);
        judge();
        return subscriptions.isEmpty();
    }

    /** @throws IllegalArgumentException when the pull is none */
    void pull(Outbox outbox, Pull pull) {
        pulls.pull(outbox, pull);
    }

    /** Looks for what no hint told of, if it has not read for so long. */
    void lookUnlessReadWithin(long nanos) {
        if (tail.isQuietFor(nanos)) {
            tail.look();
        }
    }

    /** Tells everybody where it is. */
    void heartbeat() {
        judge();
        encoded.forgetUnused();
        RecentMessages known = recent;
        if (known != null) {
            if (expires && known.removeIf(message -> !matters(message))) {
                encoded.clear();
            }
            tellPlace(known.end());
        }
    }

    @Override
    public void began(ReadResult.Page newest) {
        List<PushedMessage> messages = messages(newest);
        BitSet leftOut = Grader.sampled(messages, parts.switches().get().samplePercent());
        RecentMessages known = new RecentMessages(
                Recent.of(messages, leftOut), newest.cursor(), newest.brokenUpTo(), parts.settings());
        recent = known;
        tellFollowing(known.end());
    }

    @Override
    public void grew(Cursor from, ReadResult.Page page, long hintedNanos) {
        RecentMessages known = recent;
        if (known == null) {
            throw new IllegalStateException("%s: grown before it began".formatted(topic));
        }
        List<PushedMessage> messages = withoutDeleted(messages(page), known);
        BitSet leftOut = grader.leftOut(messages, parts.switches().get().samplePercent(), turns.nanos());
        leftOut.stream()
                .forEach(i -> parts.metrics().leftOut(messages.get(i).head().priority()));
        List<Recent> entries = Recent.of(messages, leftOut);
        known.add(entries, page.cursor(), page.gap(), page.brokenUpTo());
        if (mode.mode() == PushMode.BROADCAST) {
            broadcast(from, page.cursor(), page.gap(), entries);
        } else {
            tellPlace(page.cursor());
        }
        if (hintedNanos != 0) {
            parts.metrics().told(turns.nanos() - hintedNanos);
        }
    }

    private List<PushedMessage> messages(ReadResult.Page page) {
        return page.messages().stream()
                .map(PushedMessage::of)
                .filter(this::matters)
                .toList();
    }

    /** A room's log has all that was said; what others are told is told until it expires. */
    private boolean matters(PushedMessage message) {
        return !expires || !message.head().isExpiredAt(parts.clock().millis());
    }

    /** Takes out what is deleted, here and of what was read before. */
    private List<PushedMessage> withoutDeleted(List<PushedMessage> messages, RecentMessages known) {
        List<String> deleted = new ArrayList<>();
        messages.forEach(message -> message.deletes().ifPresent(deleted::add));
        if (deleted.isEmpty()) {
            return messages;
        }
        deleted.forEach(known::remove);
        encoded.clear();
        return messages.stream()
                .filter(message -> !deleted.contains(message.head().id()))
                .toList();
    }

    private void broadcast(Cursor from, Cursor end, boolean gap, List<Recent> entries) {
        Set<Encoding> all = EnumSet.noneOf(Encoding.class);
        subscriptions.values().forEach(subscription -> all.addAll(subscription.encodings()));
        boolean webLive = all.stream().anyMatch(encoding -> encoding.compareTo(Encoding.WEB_LIVE) >= 0);
        Cursor at = from;
        int done = 0;
        boolean isAll = false;
        while (!isAll) {
            Cut cut = Cut.first(
                    topic,
                    at,
                    end,
                    gap && at.equals(from),
                    entries.subList(done, entries.size()),
                    Integer.MAX_VALUE,
                    webLive);
            EncodedBatch batch = encoded.of(cut.content());
            for (Subscription subscription : subscriptions.values()) {
                if (subscription.isFollowing() && subscription.outbox().takesBroadcast()) {
                    subscription
                            .outbox()
                            .broadcast(batch.with(subscription.encodings()).build());
                }
            }
            at = cut.content().to();
            done += cut.content().messages().size() + cut.content().leftOut();
            isAll = cut.isAll();
        }
    }

    private void tellPlace(Cursor place) {
        for (Subscription subscription : subscriptions.values()) {
            if (subscription.isFollowing()) {
                subscription.outbox().place(topic, place);
            }
        }
    }

    /** Answers those who have begun to follow, and tells them where it is so that those who are behind pull. */
    private void tellFollowing(Cursor position) {
        for (Subscription subscription : subscriptions.values()) {
            if (!subscription.isFollowing()) {
                subscription.following();
                subscription.outbox().following(topic, position);
                subscription.outbox().place(topic, position);
            }
        }
    }

    private void judge() {
        sessions = subscriptions.values().stream()
                .mapToLong(Subscription::sessions)
                .sum();
        PushMode modeBefore = mode.mode();
        boolean allowed = parts.switches().get().broadcast();
        if (mode.judge(sessions, allowed, turns.nanos())) {
            parts.metrics().turnedTo(mode.mode());
            tell(
                    "push-mode",
                    modeBefore.wireName(),
                    mode.mode().wireName(),
                    allowed ? "" : ", broadcast is switched off");
        }
        parts.metrics().serves(topic, sessions, mode.mode());
        String levelBefore = level.level().wireName();
        if (level.judge(sessions, turns.nanos())) {
            grader.level(level.level());
            tell("grade", levelBefore, level.level().wireName(), "");
        }
    }

    private void tell(String kind, String before, String after, String because) {
        parts.decisions()
                .record(new Decision(
                        parts.clock().millis(),
                        kind,
                        topic.name(),
                        before,
                        after,
                        "%,d sessions on %,d connectors%s".formatted(sessions, subscriptions.size(), because),
                        Map.of("sessions", sessions, "connectors", (long) subscriptions.size())));
    }
}
