package live.danmaku.push.pusher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Follow;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Pull;
import live.danmaku.push.link.v1.Pulls;
import live.danmaku.push.pusher.link.ConnectorEnd;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a connector does with one topic, as plainly as can be: takes a batch that goes on from its place, pulls when one
 * does not or when it is told of another place. The test's thread lets it {@link #work}.
 */
final class PlainConnector {

    private final ConnectorEnd end;
    private final String topic;
    private int seen;
    private String position = "";
    private long request;
    private boolean pulling;

    /** The ids it got, in order. */
    final List<String> ids = new CopyOnWriteArrayList<>();

    int broadcasts;
    int pulls;
    int leftOut;
    int gaps;

    PlainConnector(ConnectorEnd end, String topic) {
        this.end = end;
        this.topic = topic;
    }

    void follow(int sessions) {
        follow(topic, sessions);
    }

    /** Another topic, of which it is not looked at what is told. */
    void follow(String other, int sessions) {
        end.say(FromConnector.newBuilder()
                .setFollow(Follow.newBuilder()
                        .setTopic(other)
                        .setSessions(sessions)
                        .addEncodings(Encoding.JSON.number()))
                .build());
    }

    boolean isFollowing() {
        work();
        return !position.isEmpty();
    }

    /** Does what what was heard asks for; returns the ids so far. */
    List<String> work() {
        List<FromPusher> heard = end.heard;
        while (seen < heard.size()) {
            hear(heard.get(seen++));
        }
        return ids;
    }

    private void hear(FromPusher message) {
        if (message.hasFollowing()) {
            position = message.getFollowing().getPosition();
        }
        message.getNotify().getTopicsList().stream()
                .filter(place ->
                        place.getTopic().equals(topic) && !place.getPlace().equals(position))
                .forEach(place -> pull());
        message.getBatches().getBatchesList().forEach(this::take);
    }

    private void take(Batch batch) {
        if (batch.getRequest() == 0) {
            broadcasts++;
            if (!batch.getFrom().equals(position)) {
                pull();
                return;
            }
        } else {
            pulling = false;
            if (!batch.getFrom().equals(position)) {
                return;
            }
        }
        position = batch.getTo();
        leftOut += batch.getLeftOut();
        gaps += batch.getGap() ? 1 : 0;
        if (batch.getEncodedCount() > 0) {
            ids.addAll(ids(batch));
        }
        if (batch.getMore()) {
            pull();
        }
    }

    private void pull() {
        if (pulling || position.isEmpty()) {
            return;
        }
        pulling = true;
        pulls++;
        end.say(FromConnector.newBuilder()
                .setPulls(Pulls.newBuilder()
                        .addPulls(Pull.newBuilder()
                                .setRequest(++request)
                                .setTopic(topic)
                                .setFrom(position)
                                .addEncodings(Encoding.JSON.number())))
                .build());
    }

    private static List<String> ids(Batch batch) {
        JsonNode messages = JsonMapper.shared()
                .readTree(batch.getEncoded(0).getFull().toString(UTF_8))
                .path("messages");
        return new ArrayList<>(StreamSupport.stream(messages.spliterator(), false)
                .map(message -> message.path("id").asString())
                .toList());
    }
}
