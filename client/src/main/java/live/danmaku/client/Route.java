package live.danmaku.client;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What the server says about how to connect.
 *
 * @param nodes addresses, in an order in which each is first as often as its weight says
 * @param ticket empty for none
 * @param askAgainMs when the server wants to be asked again
 */
record Route(
        boolean push,
        List<String> nodes,
        String ticket,
        int maxFailures,
        Backoff backoff,
        long pollAfterMs,
        long askAgainMs) {

    static final Route UNKNOWN = new Route(false, List.of(), "", 3, Backoff.DEFAULT, 2_000, Long.MAX_VALUE);

    private record Drawn(String address, double key) {}

    static Route of(JsonNode json, ClientSettings.Link link, RandomGenerator random) {
        String kind = link == ClientSettings.Link.TCP ? "tcp" : "ws";
        List<Drawn> drawn = new ArrayList<>();
        for (JsonNode node : json.path("nodes")) {
            String address = node.path(kind).asString("");
            if (!address.isEmpty()) {
                double weight = Math.max(node.path("weight").asDouble(1), 1e-9);
                drawn.add(new Drawn(address, -Math.log(1 - random.nextDouble()) / weight));
            }
        }
        drawn.sort((one, other) -> Double.compare(one.key(), other.key()));
        JsonNode numbers = json.path("backoff");
        Backoff usual = Backoff.DEFAULT;
        return new Route(
                json.path("transport").asString("").equals("push"),
                drawn.stream().map(Drawn::address).toList(),
                json.path("ticket").asString(""),
                Math.max(1, json.path("maxFailures").asInt(UNKNOWN.maxFailures())),
                new Backoff(
                        numbers.path("baseMs").asLong(usual.baseMs()),
                        numbers.path("maxMs").asLong(usual.maxMs()),
                        numbers.path("factor").asDouble(usual.factor()),
                        numbers.path("jitter").asDouble(usual.jitter())),
                json.path("pollAfterMs").asLong(UNKNOWN.pollAfterMs()),
                json.path("askAgainMs").asLong(UNKNOWN.askAgainMs()));
    }
}
