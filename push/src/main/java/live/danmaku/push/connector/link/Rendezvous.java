package live.danmaku.push.connector.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Which pushers a topic belongs to: those with the highest hash of (pusher, topic). All connectors that see the same
 * pushers agree, and when one comes or goes only its own topics move.
 */
public final class Rendezvous {

    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private Rendezvous() {}

    /**
     * @param count how many are wanted
     * @return as many, or all there are; the first is the topic's primary one
     */
    public static List<String> choose(String topic, Collection<String> pushers, int count) {
        if (pushers.size() <= 1) {
            return List.copyOf(pushers);
        }
        List<String> ranked = new ArrayList<>(pushers);
        ranked.sort(Comparator.comparingLong((String pusher) -> weight(pusher, topic))
                .reversed()
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(ranked.subList(0, Math.min(count, ranked.size())));
    }

    private static long weight(String pusher, String topic) {
        long hash = mix(mix(FNV_BASIS, pusher) * FNV_PRIME, topic);
        // FNV's high bits change little with the last letters.
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    private static long mix(long hash, String text) {
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
