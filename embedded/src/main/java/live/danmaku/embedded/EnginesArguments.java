package live.danmaku.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The command line of {@link EnginesMain}: pairs of {@code --name value}. */
final class EnginesArguments {

    private static final Set<String> NAMES = Set.of(
            "--data-dir", "--bin-dir", "--engines", "--redis-port", "--kafka-port", "--mysql-port", "--redis-auth");

    private final Map<String, String> values = new HashMap<>();

    private EnginesArguments(List<String> words) {
        for (int i = 0; i < words.size(); i += 2) {
            if (!NAMES.contains(words.get(i)) || i + 1 == words.size()) {
                throw new IllegalArgumentException(
                        "argument: " + words.get(i) + " (expected: any of " + NAMES + ", each followed by its value)");
            }
            values.put(words.get(i), words.get(i + 1));
        }
    }

    /** Throws {@link IllegalArgumentException} with what was expected. */
    static EngineSettings parse(String... words) {
        return new EnginesArguments(List.of(words)).settings();
    }

    private EngineSettings settings() {
        EngineSettings usual = EngineSettings.in(Path.of(required("--data-dir")));
        return usual.with(engines())
                .with(binaries(usual.binaries()))
                .withRedisAuth(flag("--redis-auth"))
                .withPorts(
                        port("--redis-port", usual.redisPort()),
                        port("--kafka-port", usual.kafkaPort()),
                        port("--mysql-port", usual.mySqlPort()));
    }

    private Set<EngineKind> engines() {
        return Arrays.stream(required("--engines").split(",", -1))
                .map(EngineKind::of)
                .collect(Collectors.toSet());
    }

    private Binaries binaries(Binaries usual) {
        String folder = values.get("--bin-dir");
        return folder == null ? usual : new Binaries(Path.of(folder).toAbsolutePath());
    }

    private String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("argument: " + name + " is missing");
        }
        return value;
    }

    private boolean flag(String name) {
        String value = values.getOrDefault(name, "false");
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: true or false)");
        }
        return value.equals("true");
    }

    private int port(String name, int usual) {
        String value = values.get(name);
        if (value == null) {
            return usual;
        }
        if (!value.matches("\\d{1,5}") || Integer.parseInt(value) < 1 || Integer.parseInt(value) > 65_535) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1-65535)");
        }
        return Integer.parseInt(value);
    }
}
