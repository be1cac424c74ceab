package live.danmaku.push.pusher.grade;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import live.danmaku.push.pusher.message.PushedMessage;

/**
 * Chooses some of many: first those of senders who were chosen least in the last seconds, among equals by a hash of the id,
 * which favours nobody. So one who writes a hundred times as much is not seen a hundred times as often. Of one thread.
 */
final class FairSample {

    private static final long MEMORY = TimeUnit.SECONDS.toNanos(5);

    private final Map<String, Integer> chosenOf = new HashMap<>();
    private long since;

    /** @param turn how many of its sender's messages come before it */
    private record Candidate(PushedMessage message, int turn) {

        int hash() {
            int hash = message.head().id().hashCode() * 0x9E3779B9;
            return hash ^ hash >>> 16;
        }
    }

    /** @return the chosen ones, by identity */
    Set<PushedMessage> choose(List<PushedMessage> all, int most, long nanos) {
        if (nanos - since > MEMORY) {
            chosenOf.clear();
            since = nanos;
        }
        Map<String, Integer> turns = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>(all.size());
        for (PushedMessage message : all) {
            String sender = message.head().sender();
            int turn = turns.merge(sender, 1, Integer::sum) - 1 + chosenOf.getOrDefault(sender, 0);
            candidates.add(new Candidate(message, turn));
        }
        candidates.sort(Comparator.comparingInt(Candidate::turn).thenComparingInt(Candidate::hash));
        Set<PushedMessage> chosen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Candidate candidate : candidates.subList(0, Math.min(most, candidates.size()))) {
            chosen.add(candidate.message());
            chosenOf.merge(candidate.message().head().sender(), 1, Integer::sum);
        }
        return chosen;
    }
}
