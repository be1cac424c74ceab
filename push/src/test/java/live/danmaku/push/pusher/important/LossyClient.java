package live.danmaku.push.pusher.important;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.pusher.link.Link;

/**
 * A client behind a link that loses some batches, and some acknowledgements, too. It shows a message once, whichever way it
 * comes, and acknowledges as far as it has no hole. Thread-safe by one lock.
 */
final class LossyClient implements Link {

    private static final Pattern ID = Pattern.compile("\\{\"id\":\"([^\"]+)\"");

    private final Random chance;
    private final double loss;
    private final Consumer<Cursor> acknowledge;
    private final List<String> shown = new ArrayList<>();
    private final Map<String, Integer> received = new HashMap<>();
    private Cursor position;
    private int lost;

    /** @param loss the share of batches and acknowledgements that get lost, 0 to 1 */
    LossyClient(Cursor position, double loss, long seed, Consumer<Cursor> acknowledge) {
        this.position = position;
        this.loss = loss;
        this.chance = new Random(seed);
        this.acknowledge = acknowledge;
    }

    @Override
    public synchronized void say(FromPusher message) {
        message.getBatches().getBatchesList().forEach(this::receive);
    }

    synchronized void receive(Batch batch) {
        if (chance.nextDouble() < loss) {
            lost++;
            return;
        }
        Matcher ids = ID.matcher(batch.getEncoded(0).getFull().toString(UTF_8));
        while (ids.find()) {
            if (received.merge(ids.group(1), 1, Integer::sum) == 1) {
                shown.add(ids.group(1));
            }
        }
        Cursor from = Cursor.parse(batch.getFrom());
        Cursor to = Cursor.parse(batch.getTo());
        boolean hole = from.place() > position.place();
        if (!hole && to.place() >= position.place()) {
            position = to;
            if (chance.nextDouble() >= loss) {
                acknowledge.accept(to);
            }
        }
    }

    /** The ids that were shown, in their order. */
    synchronized List<String> shown() {
        return List.copyOf(shown);
    }

    /** How often messages came, by id. */
    synchronized Map<String, Integer> received() {
        return Map.copyOf(received);
    }

    synchronized int lost() {
        return lost;
    }

    @Override
    public Hello connector() {
        return Hello.newBuilder().setNode("c1").build();
    }

    @Override
    public boolean offer(FromPusher message) {
        say(message);
        return true;
    }

    @Override
    public boolean keepsUp() {
        return true;
    }

    @Override
    public void close(String reason) {}
}
