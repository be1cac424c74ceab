package live.danmaku.routing.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import live.danmaku.model.route.AddressFamily;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the nodes that a client is offered. Each place goes to the one with more room of two that are drawn by lot: that
 * fills new nodes first, but does not send everybody to the one that looked emptiest when loads were last told. Takes no
 * lock and does no I/O.
 */
public final class NodeChoice {

    /** How many a client is offered. */
    private static final int MOST = 4;

    private NodeChoice() {}

    /**
     * @param label only nodes for such clients
     * @param region nodes of there come first; empty for any
     * @param family how the client is reached; empty when nobody knows. Nodes that it reaches otherwise are offered only when
     *     there are no others
     * @return the best first; empty when there is none
     */
    public static List<OfferedNode> choose(
            NodeSnapshot nodes, String label, String region, Optional<AddressFamily> family, RandomGenerator random) {
        List<Candidate> all = nodes.candidates(label);
        List<OfferedNode> chosen = choose(all, region, family.orElse(null), random);
        return chosen.isEmpty() ? choose(all, region, null, random) : chosen;
    }

    private static List<OfferedNode> choose(
            List<Candidate> all, String region, @Nullable AddressFamily family, RandomGenerator random) {
        List<OfferedNode> chosen = new ArrayList<>(MOST);
        List<Candidate> near = new ArrayList<>(all.size());
        List<Candidate> far = new ArrayList<>();
        for (Candidate candidate : all) {
            if (candidate.offerTo(family) != null) {
                (region.isEmpty() || candidate.region().equals(region) ? near : far).add(candidate);
            }
        }
        draw(near, family, random, chosen);
        draw(far, family, random, chosen);
        return chosen;
    }

    private static void draw(
            List<Candidate> left, @Nullable AddressFamily family, RandomGenerator random, List<OfferedNode> chosen) {
        while (chosen.size() < MOST && !left.isEmpty()) {
            int winner = winner(left, random);
            @Nullable OfferedNode offer = left.get(winner).offerTo(family);
            if (offer != null) {
                chosen.add(offer);
            }
            // Order is of no matter among those that are left.
            Candidate last = left.remove(left.size() - 1);
            if (winner < left.size()) {
                left.set(winner, last);
            }
        }
    }

    private static int winner(List<Candidate> left, RandomGenerator random) {
        if (left.size() == 1) {
            return 0;
        }
        int one = random.nextInt(left.size());
        int other = random.nextInt(left.size() - 1);
        other = other >= one ? other + 1 : other;
        boolean isOneRoomier = left.get(one).headroom() >= left.get(other).headroom();
        int roomier = isOneRoomier ? one : other;
        int fuller = isOneRoomier ? other : one;
        double warmth = left.get(roomier).warmth();
        // A new node's code is cold and its caches are empty.
        return warmth < 1 && random.nextDouble() >= warmth ? fuller : roomier;
    }
}
