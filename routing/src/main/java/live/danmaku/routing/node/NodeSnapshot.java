package live.danmaku.routing.node;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All nodes at one moment, and by label those that can be offered. Immutable. */
public final class NodeSnapshot {

    static final NodeSnapshot EMPTY = new NodeSnapshot(List.of(), "ws");

    private final List<KnownNode> nodes;
    private final Map<String, List<Candidate>> byLabel;

    NodeSnapshot(List<KnownNode> nodes, String scheme) {
        this.nodes = List.copyOf(nodes);
        Map<String, List<Candidate>> candidates = new HashMap<>();
        for (KnownNode node : nodes) {
            @Nullable Candidate candidate = Candidate.of(node, scheme);
            if (candidate != null) {
                candidates
                        .computeIfAbsent(node.status().label(), label -> new ArrayList<>())
                        .add(candidate);
            }
        }
        candidates.replaceAll((label, all) -> List.copyOf(all));
        byLabel = Map.copyOf(candidates);
    }

    public List<KnownNode> nodes() {
        return nodes;
    }

    List<Candidate> candidates(String label) {
        return byLabel.getOrDefault(label, List.of());
    }
}
