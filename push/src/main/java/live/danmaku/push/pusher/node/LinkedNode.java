package live.danmaku.push.pusher.node;

import java.util.List;
import live.danmaku.model.NodeId;
import live.danmaku.model.route.NodeAddress;
import live.danmaku.model.route.NodeLoad;
import live.danmaku.model.route.NodeState;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.push.link.CloseCode;
import live.danmaku.push.link.v1.Drain;
import live.danmaku.push.link.v1.FromPusher;
import live.danmaku.push.link.v1.Hello;
import live.danmaku.push.link.v1.Status;
import live.danmaku.push.pusher.link.Link;

/** A connector on a link, and what it was last asked. Thread-safe by its own lock. */
final class LinkedNode {

    private final Link link;
    private final NodeId id;
    private final String label;
    private final String region;
    private final List<NodeAddress> ws;
    private final List<NodeAddress> tcp;
    private boolean announcing;
    private Departure ordered = Departure.NONE;
    private Departure asked = Departure.NONE;
    private boolean going;
    private boolean toldTargets;

    /** @throws IllegalArgumentException when it says who it is in a way that is none; the text says what is expected */
    LinkedNode(Link link) {
        Hello hello = link.connector();
        this.link = link;
        this.id = new NodeId(hello.getNode());
        this.label = hello.getLabel();
        this.region = hello.getRegion();
        this.ws = hello.getWsList().stream().map(NodeAddress::parse).toList();
        this.tcp = hello.getTcpList().stream().map(NodeAddress::parse).toList();
    }

    NodeId id() {
        return id;
    }

    String label() {
        return label;
    }

    /** @throws IllegalArgumentException when a number is impossible */
    NodeStatus status(Status status) {
        return new NodeStatus(
                id,
                status.getDraining() ? NodeState.DRAINING : NodeState.UP,
                label,
                region,
                ws,
                tcp,
                new NodeLoad(
                        status.getSessions(),
                        status.getCapacity(),
                        status.getBacklogBytes(),
                        status.getCpu(),
                        status.getBytesPerS()));
    }

    /** Begins to announce it, unless an announcement is under way. */
    synchronized boolean begin() {
        boolean free = !announcing;
        announcing = true;
        return free;
    }

    synchronized void end() {
        announcing = false;
    }

    /** What ops want of it, as last heard. */
    synchronized void order(Departure departure) {
        ordered = departure;
    }

    synchronized Departure ordered() {
        return ordered;
    }

    /** @param draining whether it says that it is being left */
    synchronized void says(boolean draining) {
        going = draining;
        toldTargets &= draining;
    }

    /** Whether it is going unasked, as its process ends, and does not know yet where its clients may go. */
    synchronized boolean wantsTargets() {
        return going && !toldTargets && asked.code() == 0;
    }

    synchronized void tellTargets(List<String> targets) {
        if (wantsTargets()) {
            toldTargets = true;
            link.say(FromPusher.newBuilder()
                    .setDrain(Drain.newBuilder().setCode(CloseCode.GOING_AWAY).addAllTargets(targets))
                    .build());
        }
    }

    /** Whether it was asked something else the last time. */
    synchronized boolean isNews(Departure departure) {
        return !departure.isSameAs(asked);
    }

    /** Asks it to be left or, with {@link Departure#NONE}, to stay. */
    synchronized void ask(Departure departure, List<String> targets) {
        if (!departure.isSameAs(asked)) {
            asked = departure;
            link.say(FromPusher.newBuilder()
                    .setDrain(Drain.newBuilder()
                            .setCode(departure.code())
                            .setOverMs((int) departure.overMs())
                            .addAllTargets(targets))
                    .build());
        }
    }
}
