package live.danmaku.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import live.danmaku.client.ClientSettings.Link;
import org.jspecify.annotations.Nullable;

/**
 * What the connections so far have taught: how long to wait for the next one, whether there is to be one, and where it goes. Of
 * the client's thread alone.
 */
final class Attempts {

    /** A connection that lasts for this long was no failed attempt. */
    private static final long STABLE_MS = 5_000;

    /** So many failures that the wait no longer grows. */
    private static final int MANY = 32;

    private final Link link;
    private final Random random;
    private final Deque<String> goTo = new ArrayDeque<>();
    private int failures;
    private int flaps;
    private boolean sentToPolling;
    private boolean refused;

    Attempts(Link link, Random random) {
        this.link = link;
        this.random = random;
    }

    /** Connects that failed, one after another. */
    int failures() {
        return failures;
    }

    /** Whether the server said that this client is to poll, or that it does not understand it. */
    boolean forbidden() {
        return sentToPolling || refused;
    }

    void routeSaysPush() {
        sentToPolling = false;
    }

    /** Another transport is wished for, so that what failed may be tried again. */
    void wishChanged() {
        failures = 0;
        sentToPolling = false;
        refused = false;
    }

    /** Where a node sent this client, else another of the route's nodes after each failure; null when there is none. */
    @Nullable
    String nextAddress(List<String> nodes) {
        String sentTo = goTo.poll();
        if (sentTo != null || nodes.isEmpty()) {
            return sentTo;
        }
        return nodes.get(failures % nodes.size());
    }

    void opened() {
        failures = 0;
        goTo.clear();
    }

    void failed() {
        failures++;
    }

    void forgetFailures() {
        failures = 0;
    }

    /** A connection that had been open has ended. */
    void ended(int code, long livedMs) {
        flaps = code == Ending.GOING_AWAY || livedMs >= STABLE_MS ? 0 : flaps + 1;
    }

    /** Learns from why a connection or an attempt ended; returns how many ms to wait before the next at least. */
    long learn(Ending why, Route route) {
        Backoff backoff = route.backoff();
        int bad = failures + flaps;
        long waitMs = bad == 0 ? (long) (random.nextDouble() * backoff.baseMs()) : backoff.waitMs(bad, random);
        switch (why.code()) {
            case Ending.GOING_AWAY -> {
                goTo.clear();
                goTo.addAll(why.to().stream().filter(this::fitsTheLink).toList());
                waitMs = 0;
            }
            case Ending.USE_POLLING -> sentToPolling = true;
            case Ending.PROTOCOL_ERROR -> refused = true;
            case Ending.TOO_MANY_CONNECTIONS -> {
                failures = Math.max(failures, route.maxFailures());
                waitMs = backoff.waitMs(MANY, random);
            }
            default -> {
                // Back with the cursor.
            }
        }
        return Math.max(waitMs, why.afterMs());
    }

    private boolean fitsTheLink(String address) {
        return address.startsWith("ws") == (link == Link.WEB_SOCKET);
    }
}
