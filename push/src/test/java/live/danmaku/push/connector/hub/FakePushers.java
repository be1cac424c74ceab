package live.danmaku.push.connector.hub;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.connector.link.PusherLinks;
import live.danmaku.push.connector.link.PusherListener;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Batches;
import live.danmaku.push.link.v1.Encoded;
import live.danmaku.push.link.v1.Enter;
import live.danmaku.push.link.v1.Entered;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.Following;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Leave;
import live.danmaku.push.link.v1.Notify;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.link.v1.TopicPlace;
import live.danmaku.push.link.v1.Unfollow;
import org.jspecify.annotations.Nullable;

/**
 * Pushers that read {@link FakeLog}s, and the links to them: nothing arrives before the test lets it. What a connector
 * says is heard at once; what pushers say lies in {@link #inFlight} until it is delivered, doubled, reordered or dropped.
 */
final class FakePushers implements PusherLinks {

    static final int PAGE = 5;
    private static final Cursor EVERYTHING = new Cursor(new live.danmaku.model.timeline.Epoch("z"), 0);

    record Said(String pusher, FromPusher message) {}

    private final Map<String, FakeLog> logs = new HashMap<>();
    private final Set<String> up = new LinkedHashSet<>();
    private final Map<String, Map<String, Set<Integer>>> followed = new HashMap<>();
    final List<Said> inFlight = new ArrayList<>();
    final List<FromConnector> heard = new ArrayList<>();
    final List<Runnable> heldPulls = new ArrayList<>();
    boolean holdPulls;
    boolean dropPulls;
    boolean ahead;

    @Nullable
    Entered entered;

    String area = "";
    String userCursor = "";
    boolean answersEnter = true;
    int version = 1;
    int room = Integer.MAX_VALUE;
    int batches;
    private @Nullable PusherListener listener;

    void listener(PusherListener newListener) {
        listener = newListener;
    }

    FakeLog log(String topic) {
        return logs.computeIfAbsent(topic, any -> new FakeLog());
    }

    // ---- streams

    void up(String pusher) {
        up.add(pusher);
        followed.put(pusher, new HashMap<>());
        listener().up(pusher, Duration.ofSeconds(1));
    }

    void down(String pusher) {
        if (up.remove(pusher)) {
            inFlight.removeIf(said -> said.pusher().equals(pusher));
            listener().down(pusher);
        }
    }

    Set<String> up() {
        return up;
    }

    private PusherListener listener() {
        if (listener == null) {
            throw new IllegalStateException("no listener");
        }
        return listener;
    }

    Set<String> followedAt(String pusher) {
        return topicsOf(pusher).keySet();
    }

    private Map<String, Set<Integer>> topicsOf(String pusher) {
        return followed.computeIfAbsent(pusher, any -> new HashMap<>());
    }

    /** Delivers all that is in flight, in order. */
    boolean deliver() {
        boolean any = false;
        while (!inFlight.isEmpty()) {
            deliver(inFlight.remove(0));
            any = true;
        }
        return any;
    }

    void deliver(Said said) {
        if (up.contains(said.pusher())) {
            listener().said(said.pusher(), said.message());
        }
    }

    // ---- what pushers do by themselves

    /** The heartbeat. */
    void notifyPlaces() {
        followed.forEach((pusher, topics) -> topics.keySet().forEach(topic -> notifyPlace(pusher, topic)));
    }

    void notifyPlace(String pusher, String topic) {
        Notify.Builder notify = Notify.newBuilder();
        notify.addTopics(TopicPlace.newBuilder()
                .setTopic(topic)
                .setPlace(log(topic).end().toString()));
        say(pusher, FromPusher.newBuilder().setNotify(notify).build());
    }

    /** Tells all connectors what is after a place. */
    void broadcast(String topic, Cursor from) {
        FakeLog.Page page = log(topic).read(from, EVERYTHING, Integer.MAX_VALUE);
        followed.forEach((pusher, topics) -> {
            Set<Integer> encodings = topics.get(topic);
            if (encodings != null) {
                say(pusher, batches(batch(topic, page, encodings)));
            }
        });
    }

    void say(String pusher, FromPusher message) {
        inFlight.add(new Said(pusher, message));
    }

    static FromPusher batches(Batch.Builder batch) {
        return FromPusher.newBuilder()
                .setBatches(Batches.newBuilder().addBatches(batch))
                .build();
    }

    static Batch.Builder batch(String topic, FakeLog.Page page, Set<Integer> encodings) {
        Batch.Builder batch = Batch.newBuilder()
                .setTopic(topic)
                .setFrom(page.from().toString())
                .setTo(page.to().toString())
                .setGap(page.gap())
                .setMore(page.more())
                .setAhead(page.ahead())
                .setMessages(page.messages().size());
        if (!page.ahead() && !page.from().equals(page.to())) {
            for (int encoding : encodings) {
                batch.addEncoded(encoded(topic, page, encoding));
            }
        }
        return batch;
    }

    private static Encoded encoded(String topic, FakeLog.Page page, int encoding) {
        List<FakeLog.Message> essential =
                page.messages().stream().filter(FakeLog.Message::isEssential).toList();
        int leftOut = page.messages().size() - essential.size();
        Encoded.Builder encoded = Encoded.newBuilder()
                .setEncoding(encoding)
                .setFull(bytes(topic, page, page.messages(), 0))
                .setEssentialLeftOut(leftOut);
        if (leftOut > 0) {
            encoded.setEssential(essential.isEmpty() ? ByteString.EMPTY : bytes(topic, page, essential, leftOut));
        }
        return encoded.build();
    }

    private static ByteString bytes(String topic, FakeLog.Page page, List<FakeLog.Message> messages, int leftOut) {
        String ids = messages.stream().map(FakeLog.Message::id).collect(Collectors.joining(","));
        String text = String.join(
                "|",
                topic,
                page.from().toString(),
                page.to().toString(),
                Integer.toString(leftOut),
                ids,
                page.gap() ? "gap" : ".");
        return ByteString.copyFrom(text, StandardCharsets.UTF_8);
    }

    // ---- what pushers hear

    @Override
    public boolean takes(String pusher) {
        return up.contains(pusher) && room > 0 && room-- > 0;
    }

    @Override
    public int version(String pusher) {
        return version;
    }

    /** The link takes so many messages more that who has much to say asks for. */
    void takeMore(int messages) {
        room = messages;
        up.forEach(pusher -> listener().ready(pusher));
    }

    @Override
    public boolean say(String pusher, FromConnector message) {
        if (!up.contains(pusher)) {
            return false;
        }
        if (message.hasFollows()) {
            batches++;
            message.getFollows()
                    .getUnfollowsList()
                    .forEach(topic -> say(
                            pusher,
                            FromConnector.newBuilder()
                                    .setUnfollow(Unfollow.newBuilder().setTopic(topic))
                                    .build()));
            message.getFollows()
                    .getFollowsList()
                    .forEach(follow -> say(
                            pusher, FromConnector.newBuilder().setFollow(follow).build()));
            return true;
        }
        heard.add(message);
        switch (message.getKindCase()) {
            case ENTER -> enter(pusher, message.getEnter());
            case FOLLOW -> {
                String topic = message.getFollow().getTopic();
                boolean first = topicsOf(pusher)
                                .put(topic, new HashSet<>(message.getFollow().getEncodingsList()))
                        == null;
                if (first) {
                    say(
                            pusher,
                            FromPusher.newBuilder()
                                    .setFollowing(Following.newBuilder()
                                            .setTopic(topic)
                                            .setPosition(log(topic).end().toString()))
                                    .build());
                }
            }
            case UNFOLLOW -> topicsOf(pusher).remove(message.getUnfollow().getTopic());
            case PULLS ->
                message.getPulls().getPullsList().forEach(pull -> {
                    if (holdPulls) {
                        heldPulls.add(() -> answer(pusher, pull));
                    } else if (!dropPulls) {
                        answer(pusher, pull);
                    }
                });
            default -> {}
        }
        return true;
    }

    private void enter(String pusher, Enter enter) {
        if (answersEnter) {
            Entered answer = entered != null
                    ? entered
                    : Entered.newBuilder()
                            .setArea(area)
                            .setOnline(7)
                            .setUserCursor(userCursor)
                            .build();
            say(
                    pusher,
                    FromPusher.newBuilder()
                            .setEntered(answer.toBuilder().setRequest(enter.getRequest()))
                            .build());
        }
    }

    private void answer(String pusher, Pull pull) {
        Cursor until = pull.getUntil().isEmpty() ? EVERYTHING : Cursor.parse(pull.getUntil());
        Cursor from = Cursor.parse(pull.getFrom());
        FakeLog.Page page = ahead
                ? new FakeLog.Page(from, from, List.of(), false, false, true)
                : log(pull.getTopic()).read(from, until, PAGE);
        say(
                pusher,
                batches(batch(pull.getTopic(), page, new HashSet<>(pull.getEncodingsList()))
                        .setRequest(pull.getRequest())));
    }

    /** Answers the pulls that were held, as the log is now. */
    void answerPulls() {
        List<Runnable> held = List.copyOf(heldPulls);
        heldPulls.clear();
        held.forEach(Runnable::run);
    }

    List<Leave> leaves() {
        return heard(FromConnector.KindCase.LEAVE).stream()
                .map(FromConnector::getLeave)
                .toList();
    }

    /** What was said of following a topic. */
    List<Follow> follows(String topic) {
        return heard(FromConnector.KindCase.FOLLOW).stream()
                .map(FromConnector::getFollow)
                .filter(follow -> follow.getTopic().equals(topic))
                .toList();
    }

    List<Pull> pulls() {
        return heard.stream()
                .filter(FromConnector::hasPulls)
                .flatMap(message -> message.getPulls().getPullsList().stream())
                .toList();
    }

    List<FromConnector> heard(FromConnector.KindCase kind) {
        return heard.stream().filter(message -> message.getKindCase() == kind).toList();
    }
}
