package live.danmaku.tools.history.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rooms of a run: some live as long as the run, others come and go. Thread-safe. */
final class Rooms {

    private final List<String> lasting;
    private final List<String> live;
    private final List<String> passing = new CopyOnWriteArrayList<>();

    Rooms(List<String> lasting) {
        this.lasting = List.copyOf(lasting);
        this.live = new CopyOnWriteArrayList<>(lasting);
    }

    List<String> lasting() {
        return lasting;
    }

    /** One that is written to; a room that has just ended may be given. */
    String any(Random random) {
        List<String> now = new ArrayList<>(live);
        return now.get(random.nextInt(now.size()));
    }

    void begins(String room) {
        passing.add(room);
        live.add(room);
    }

    /** Nobody is to write to it any more. */
    void ends(String room) {
        live.remove(room);
    }

    /** All there ever were. */
    List<String> all() {
        List<String> all = new ArrayList<>(lasting);
        all.addAll(passing);
        return all;
    }
}
