package live.danmaku.push.pusher.important;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import live.danmaku.model.DeviceId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import live.danmaku.model.push.Acknowledgements;
import live.danmaku.model.push.Recipient;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.HintSource;
import live.danmaku.model.timeline.ReadFrom;
import live.danmaku.model.timeline.ReadRequest;
import live.danmaku.model.timeline.ReadResult;
import live.danmaku.model.timeline.TimelineReader;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Acknowledge;
import live.danmaku.push.link.v1.Batches;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Reader;
import live.danmaku.push.pusher.Pace;
import live.danmaku.push.pusher.encode.BatchContent;
import live.danmaku.push.pusher.encode.BatchEncoder;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;
import live.danmaku.push.pusher.message.PushedMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps acknowledgements, and sends again what sessions have not acknowledged, of the topics that this pusher is the primary
 * of. What has expired is not sent. It never sends the first time: that is the feed's. Links may call from any thread; the
 * rest belongs to this one's own.
 */
final class Resends implements LinkHandler, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Resends.class);

    private static final Set<MessageType> ALL = Set.of(MessageType.values());
    private static final int MOST_AT_ONCE = 50;

    /** Readers whose acknowledged places are asked for at a time. */
    private static final int MOST_QUESTIONS = 200;

    private final TimelineReader timeline;
    private final HintSource hints;
    private final Acknowledgements acknowledgements;
    private final BatchEncoder encoder;
    private final ResendSettings settings;
    private final Clock clock;
    private final Counter sent;
    private final Map<Topic, Readers> topics = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "resends"));
    private final Pace questions = new Pace(MOST_QUESTIONS, this::on);

    Resends(
            TimelineReader timeline,
            HintSource hints,
            Acknowledgements acknowledgements,
            BatchEncoder encoder,
            ResendSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.timeline = timeline;
        this.hints = hints;
        this.acknowledgements = acknowledgements;
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
        this.sent = Counter.builder("danmaku.push.resent")
                .description("Messages that were sent again, because they were not acknowledged")
                .register(registry);
        long period = Math.max(1, Math.min(250, settings.first().toMillis() / 4));
        thread.scheduleWithFixedDelay(this::turn, period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void said(Link link, FromConnector message) {
        switch (message.getKindCase()) {
            case FOLLOW -> follow(link, Topic.parse(message.getFollow().getTopic()), message.getFollow());
            case UNFOLLOW -> {
                Topic topic = Topic.parse(message.getUnfollow().getTopic());
                on(() -> forget(link, topic));
            }
            case ACKNOWLEDGE -> acknowledge(message.getAcknowledge());
            default -> {} // not about what is acknowledged
        }
    }

    @Override
    public void closed(Link link) {
        on(() -> List.copyOf(topics.keySet()).forEach(topic -> forget(link, topic)));
    }

    private void follow(Link link, Topic topic, Follow follow) {
        if (!topic.isAcknowledged()) {
            return;
        }
        Map<String, Waiting> told = new HashMap<>();
        if (follow.getPrimary()) {
            for (Reader reader : follow.getReadersList()) {
                // What cannot be encoded here cannot be sent again.
                Encoding.find(reader.getEncoding())
                        .ifPresent(encoding -> told.put(reader.getSession(), waiting(link, topic, reader, encoding)));
            }
        }
        on(() -> follow(link, topic, told));
    }

    private Waiting waiting(Link link, Topic topic, Reader reader, Encoding encoding) {
        return new Waiting(
                link,
                topic,
                reader.getSession(),
                recipient(reader.getUid(), reader.getDevice()),
                encoding,
                reader.getFrom().isEmpty() ? Cursor.ORIGIN : Cursor.parse(reader.getFrom()),
                settings,
                now());
    }

    private void follow(Link link, Topic topic, Map<String, Waiting> told) {
        if (told.isEmpty()) {
            forget(link, topic);
            return;
        }
        Readers readers = topics.computeIfAbsent(
                topic, key -> new Readers(hints.subscribe(topic, hint -> on(() -> hinted(topic)))));
        readers.replace(link, told).forEach(reader -> questions.soon(() -> takeKnown(reader)));
    }

    /** A reader may have acknowledged more, by way of another pusher, than where its connection began. */
    private CompletionStage<Void> takeKnown(Waiting reader) {
        if (reader.isOver()) {
            return CompletableFuture.completedFuture(null);
        }
        return acknowledgements
                .of(reader.topic(), reader.recipient())
                .thenAccept(known -> on(() -> {
                    if (known.epoch().equals(reader.acknowledged().epoch())) {
                        reader.acknowledge(known, now());
                    }
                }))
                .exceptionally(failure -> {
                    log.debug("what was acknowledged of {} is not known; more is sent again", reader.topic(), failure);
                    return null;
                });
    }

    private void forget(Link link, Topic topic) {
        Readers readers = topics.get(topic);
        if (readers != null && readers.forget(link)) {
            topics.remove(topic);
        }
    }

    private void hinted(Topic topic) {
        Readers readers = topics.get(topic);
        if (readers != null) {
            readers.all().forEach(reader -> reader.hinted(now()));
        }
    }

    private void acknowledge(Acknowledge said) {
        Topic topic = Topic.parse(said.getTopic());
        Cursor cursor = Cursor.parse(said.getCursor());
        Recipient recipient = recipient(said.getUid(), said.getDevice());
        if (!topic.isAcknowledged()) {
            return;
        }
        acknowledgements.acknowledge(topic, recipient, cursor).exceptionally(failure -> {
            log.debug("{} of {} not kept; it is sent again on the next connect", cursor, topic, failure);
            return null;
        });
        on(() -> {
            Readers readers = topics.get(topic);
            if (readers != null) {
                readers.all()
                        .filter(reader -> reader.recipient().equals(recipient))
                        .forEach(reader -> reader.acknowledge(cursor, now()));
            }
        });
    }

    private static Recipient recipient(String uid, String device) {
        return new Recipient(uid.isEmpty() ? null : new UserId(uid), device.isEmpty() ? null : new DeviceId(device));
    }

    private void turn() {
        try {
            long now = now();
            List<Waiting> due = new ArrayList<>();
            for (Readers readers : topics.values()) {
                readers.all().filter(reader -> reader.isDue(now)).forEach(due::add);
            }
            due.forEach(this::look);
        } catch (RuntimeException e) {
            log.error("unexpected error in sending again", e);
        }
    }

    private void look(Waiting reader) {
        reader.looking();
        Cursor from = reader.acknowledged();
        // Asked inside of a stage: a store that throws has failed like one that answers so.
        CompletableFuture.completedFuture(new ReadRequest(reader.topic(), new ReadFrom.After(from), ALL, MOST_AT_ONCE))
                .thenCompose(timeline::read)
                .whenComplete((result, failure) -> on(() -> {
                    if (reader.isOver()) {
                        return;
                    }
                    if (!(result instanceof ReadResult.Page page)) {
                        reader.unanswered(now());
                    } else if (from.equals(reader.acknowledged())) {
                        send(reader, from, page);
                    }
                }));
    }

    private void send(Waiting reader, Cursor from, ReadResult.Page page) {
        long wallClock = clock.millis();
        List<PushedMessage> valid = page.messages().stream()
                .map(PushedMessage::of)
                .filter(message -> !message.head().isExpiredAt(wallClock))
                .toList();
        if (valid.isEmpty()) {
            if (page.more()) {
                reader.acknowledge(page.cursor(), now());
            } else {
                reader.rest(now());
            }
            return;
        }
        BatchContent content = new BatchContent(reader.topic(), from, page.cursor(), page.gap(), valid, 0);
        reader.link()
                .say(FromPusher.newBuilder()
                        .setBatches(Batches.newBuilder()
                                .addBatches(encoder.encode(content)
                                        .with(List.of(reader.encoding()))
                                        .setSession(reader.session())))
                        .build());
        sent.increment(valid.size());
        reader.sent(now());
    }

    private void on(Runnable step) {
        try {
            thread.execute(() -> {
                try {
                    step.run();
                } catch (RuntimeException e) {
                    log.error("unexpected error in sending again", e);
                }
            });
        } catch (RejectedExecutionException e) {
            log.debug("closing: {}", e.toString());
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() {
        thread.shutdownNow();
        topics.values().forEach(Readers::close);
    }
}
