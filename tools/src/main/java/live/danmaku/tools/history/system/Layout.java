package live.danmaku.tools.history.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which processes a run's system has.
 *
 * @param roles by the process's name; the first one is started first
 * @param brokers 1 or 3
 */
public record Layout(Map<String, String> roles, int brokers) {

    /** The replica of the live Redis is read by this one. */
    static final String READS_REPLICA = "front-2";

    public Layout {
        roles = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(roles));
    }

    /** Every role in processes of its own, those that can be are twofold. */
    public static Layout wide(int brokers) {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("front-1", "frontend,routing");
        roles.put("front-2", "frontend,routing");
        roles.put("processor-1", "processor");
        roles.put("processor-2", "processor");
        roles.put("playback-1", "playback");
        roles.put("pusher-1", "pusher");
        roles.put("pusher-2", "pusher");
        roles.put("connector-1", "connector");
        roles.put("connector-2", "connector");
        return new Layout(roles, brokers);
    }

    /** Two processes that clients meet, and two processors. */
    public static Layout narrow(int brokers) {
        Map<String, String> roles = new LinkedHashMap<>();
        roles.put("front-1", "frontend,routing,playback,connector,pusher");
        roles.put("front-2", "frontend,routing");
        roles.put("processor-1", "processor");
        roles.put("processor-2", "processor");
        return new Layout(roles, brokers);
    }

    List<String> with(String role) {
        return roles.keySet().stream().filter(name -> has(name, role)).toList();
    }

    private boolean has(String name, String role) {
        return List.of(roles.getOrDefault(name, "").split(",", -1)).contains(role);
    }

    private boolean needsStores(String name) {
        return !roles.getOrDefault(name, "").equals("connector");
    }

    private boolean needsKafka(String name) {
        return Stream.of("frontend", "processor", "pusher", "playback").anyMatch(role -> has(name, role));
    }

    List<String> brokerNames() {
        return IntStream.rangeClosed(1, brokers).mapToObj(n -> "broker-" + n).toList();
    }

    List<String> kafkaClients() {
        return roles.keySet().stream().filter(this::needsKafka).toList();
    }

    List<String> storeClients() {
        return roles.keySet().stream().filter(this::needsStores).toList();
    }

    /** Names of all parts: processes, {@code redis}, {@code replica}, {@code mysql}, {@code broker-<n>}. */
    public List<String> parts() {
        return Stream.of(roles.keySet().stream(), Stream.of("redis", "replica", "mysql"), brokerNames().stream())
                .flatMap(names -> names)
                .toList();
    }

    /** Names of all wires: {@code <process>~<part>}. */
    public List<String> wires() {
        TreeSet<String> wires = new TreeSet<>();
        storeClients().forEach(client -> {
            wires.add(client + "~redis");
            wires.add(client + "~mysql");
        });
        kafkaClients().forEach(client -> brokerNames().forEach(broker -> wires.add(client + "~" + broker)));
        with("connector").forEach(connector -> with("pusher").forEach(pusher -> wires.add(connector + "~" + pusher)));
        return List.copyOf(wires);
    }

    /** Whether nothing can take the place of a part, so that messages wait until it is back. */
    public boolean isEssential(String part) {
        return switch (part) {
            case "redis", "mysql" -> true;
            case "broker-1" -> brokers == 1;
            default -> false;
        };
    }
}
