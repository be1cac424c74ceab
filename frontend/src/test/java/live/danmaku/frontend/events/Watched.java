package live.danmaku.frontend.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** A client at the end of a stream, whose socket takes as many events as it is told to. */
final class Watched {

    private static final Pattern ID = Pattern.compile("^id: (.*)$", Pattern.MULTILINE);
    private static final Pattern MESSAGE = Pattern.compile("\\{\"id\":\"(m\\d+)\"");

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final BaseSubscriber<ByteBuffer> subscriber;
    private volatile boolean complete;

    private Watched(EventStream stream, boolean quick) {
        subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                if (quick) {
                    requestUnbounded();
                }
            }

            @Override
            protected void hookOnNext(ByteBuffer event) {
                events.add(UTF_8.decode(event).toString());
            }

            @Override
            protected void hookOnComplete() {
                complete = true;
            }
        };
        // As the server does: the next one is asked for when the one before is written.
        stream.events().concatMap(each -> each, 1).subscribe(subscriber);
    }

    static Watched quick(EventStream stream) {
        return new Watched(stream, true);
    }

    static Watched slow(EventStream stream) {
        return new Watched(stream, false);
    }

    void take(int count) {
        subscriber.request(count);
    }

    void leave() {
        subscriber.cancel();
    }

    List<String> events() {
        return List.copyOf(events);
    }

    boolean isComplete() {
        return complete;
    }

    /** The ids of all messages, in the order they came. */
    List<String> messages() {
        List<String> ids = new ArrayList<>();
        for (String event : events) {
            Matcher matcher = MESSAGE.matcher(event);
            while (matcher.find()) {
                ids.add(matcher.group(1));
            }
        }
        return ids;
    }

    /** The last id, which is the cursor. */
    String lastEventId() {
        String last = "";
        for (String event : events) {
            Matcher matcher = ID.matcher(event);
            last = matcher.find() ? matcher.group(1) : last;
        }
        return last;
    }
}
