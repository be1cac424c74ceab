package live.danmaku.tools.history.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import live.danmaku.tools.history.check.Finding;
import live.danmaku.tools.history.check.Verdict;
import live.danmaku.tools.history.check.Wrong;
import live.danmaku.tools.history.fault.Schedule;
import live.danmaku.tools.history.fault.Strike;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a small part of a schedule with which the same kind of thing is wrong: by halves first, then by smaller and
 * smaller parts left out. A run may go well by chance although its faults are at fault, so what is found is small, not the
 * smallest.
 */
final class Shrinking {

    /** Makes a run and judges it. */
    interface Attempt {

        Verdict with(Schedule schedule) throws IOException, InterruptedException;
    }

    private final Attempt attempt;
    private final Consumer<String> progress;
    private int left;

    /** @param most runs */
    Shrinking(Attempt attempt, int most, Consumer<String> progress) {
        this.attempt = attempt;
        this.left = most;
        this.progress = progress;
    }

    /** @param verdict what is wrong with the whole schedule */
    Schedule shrink(Schedule schedule, Verdict verdict) throws IOException, InterruptedException {
        Set<Wrong> sought = wrongs(verdict);
        List<Strike> best = schedule.strikes();
        int parts = 2;
        while (best.size() > 1 && left > 0) {
            List<Strike> smaller = smaller(best, Math.min(parts, best.size()), sought);
            if (smaller != null) {
                best = smaller;
                parts = Math.max(2, parts - 1);
            } else if (parts >= best.size()) {
                break;
            } else {
                parts *= 2;
            }
        }
        return new Schedule(best);
    }

    private static Set<Wrong> wrongs(Verdict verdict) {
        Set<Wrong> wrongs = EnumSet.noneOf(Wrong.class);
        verdict.findings().stream().map(Finding::wrong).forEach(wrongs::add);
        return wrongs;
    }

    /** One of so many parts, or all but one of them; null when none of these fails. */
    private @Nullable List<Strike> smaller(List<Strike> all, int parts, Set<Wrong> sought)
            throws IOException, InterruptedException {
        for (boolean alone : parts == 2 ? new boolean[] {true} : new boolean[] {true, false}) {
            for (int part = 0; part < parts; part++) {
                int from = part * all.size() / parts;
                int to = (part + 1) * all.size() / parts;
                List<Strike> some = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                    if ((i >= from && i < to) == alone) {
                        some.add(all.get(i));
                    }
                }
                if (left-- <= 0) {
                    return null;
                }
                if (fails(some, sought)) {
                    return some;
                }
            }
        }
        return null;
    }

    private boolean fails(List<Strike> strikes, Set<Wrong> sought) throws IOException, InterruptedException {
        Set<Wrong> found = wrongs(attempt.with(new Schedule(strikes)));
        boolean same = sought.isEmpty() || found.stream().anyMatch(sought::contains);
        progress.accept("%d of the faults: %s".formatted(strikes.size(), same ? "still wrong" : "good"));
        return same;
    }
}
