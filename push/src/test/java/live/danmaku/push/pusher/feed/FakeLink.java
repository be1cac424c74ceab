package live.danmaku.push.pusher.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.TopicPlace;
import live.danmaku.push.pusher.link.Link;
import org.jspecify.annotations.Nullable;

/** A link that keeps what is sent. */
final class FakeLink implements Link {

    final List<FromPusher> sent = new ArrayList<>();
    boolean keepsUp = true;

    @Nullable
    String closedWith;

    @Override
    public Hello connector() {
        return Hello.newBuilder().setNode("c1").build();
    }

    @Override
    public void say(FromPusher message) {
        sent.add(message);
    }

    @Override
    public boolean offer(FromPusher message) {
        if (keepsUp) {
            sent.add(message);
        }
        return keepsUp;
    }

    @Override
    public boolean keepsUp() {
        return keepsUp;
    }

    @Override
    public void close(String reason) {
        closedWith = reason;
    }

    List<Batch> batches() {
        return sent.stream()
                .flatMap(message -> message.getBatches().getBatchesList().stream())
                .toList();
    }

    /** All that was told of places, one after the other. */
    List<String> places(String topic) {
        return sent.stream()
                .flatMap(message -> message.getNotify().getTopicsList().stream())
                .filter(place -> place.getTopic().equals(topic))
                .map(TopicPlace::getPlace)
                .toList();
    }

    List<String> positions(String topic) {
        return sent.stream()
                .filter(message -> message.getFollowing().getTopic().equals(topic))
                .map(message -> message.getFollowing().getPosition())
                .toList();
    }

    long notifies() {
        return sent.stream().filter(FromPusher::hasNotify).count();
    }

    /** What was sent since the last call. */
    List<FromPusher> take() {
        List<FromPusher> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    Stream<FromPusher> stream() {
        return sent.stream();
    }
}
