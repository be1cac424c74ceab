package live.danmaku.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import live.danmaku.standalone.engines.EngineAddresses;
import live.danmaku.standalone.engines.EnginesCommand;
import live.danmaku.standalone.engines.EnginesFailedException;
import live.danmaku.standalone.engines.EnginesProcess;
import live.danmaku.web.token.TokenKeys;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives the server what it was not given: starts an embedded engine for every address that the roles need and nobody
 * set, and makes a token key. Only settings that are missing or empty are filled in.
 */
final class EngineSetup implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String REDIS = "danmaku.redis.uri";
    private static final String KAFKA = "danmaku.kafka.bootstrap-servers";
    private static final String MYSQL = "danmaku.mysql.url";
    private static final String TOKEN_KEY_FILE = "danmaku.token.key-file";

    private final Set<ServerRole> roles;

    EngineSetup(Set<ServerRole> roles) {
        this.roles = roles;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        Map<String, Object> found = new HashMap<>();
        List<String> engines = missingEngines(environment);
        if (!engines.isEmpty()) {
            startEngines(environment, engines, found);
        }
        if (isMissing(environment, TOKEN_KEY_FILE)) {
            Path keys = dataDir(environment).resolve("keys").resolve("tokens.json");
            TokenKeys.createIfMissing(keys);
            found.put(TOKEN_KEY_FILE, keys.toString());
        }
        found.keySet().removeIf(setting -> !isMissing(environment, setting));
        environment.getPropertySources().addFirst(new MapPropertySource("engines", found));
    }

    private List<String> missingEngines(ConfigurableEnvironment environment) {
        List<String> engines = new ArrayList<>();
        boolean needsKafka = anyOf(ServerRole.FRONTEND, ServerRole.PROCESSOR, ServerRole.PUSHER, ServerRole.PLAYBACK);
        boolean needsStores = needsKafka || anyOf(ServerRole.ROUTING);
        if (needsStores && isMissing(environment, REDIS)) {
            engines.add("redis");
        }
        if (needsKafka && isMissing(environment, KAFKA)) {
            engines.add("kafka");
        }
        if (needsStores && isMissing(environment, MYSQL)) {
            engines.add("mysql");
        }
        return engines;
    }

    private static void startEngines(
            ConfigurableEnvironment environment, List<String> engines, Map<String, Object> found) {
        Path folder = new ApplicationHome(Launcher.class).getDir().toPath().resolve("engines");
        if (!Files.isDirectory(folder)) {
            throw new EnginesFailedException(
                    "no address is set for %s, and there are no embedded engines in %s"
                            .formatted(String.join(", ", engines), folder),
                    null);
        }
        EnginesProcess process = EnginesProcess.start(
                new EnginesCommand(
                        folder,
                        dataDir(environment),
                        engines,
                        environment.getRequiredProperty("danmaku.engines.redis-port", Integer.class),
                        environment.getRequiredProperty("danmaku.engines.kafka-port", Integer.class),
                        environment.getRequiredProperty("danmaku.engines.mysql-port", Integer.class),
                        environment.getRequiredProperty("danmaku.engines.redis-auth", Boolean.class)),
                new EngineProgress());
        // After the context: everything that uses the engines is closed by then.
        SpringApplication.getShutdownHandlers().add(process::close);
        EngineAddresses addresses = process.addresses();
        putIfPresent(found, REDIS, addresses.redis());
        putIfPresent(found, KAFKA, addresses.kafka());
        putIfPresent(found, MYSQL, addresses.mySqlUrl());
        putIfPresent(found, "danmaku.mysql.user", addresses.mySqlUser());
        putIfPresent(found, "danmaku.mysql.password", addresses.mySqlPassword());
        found.put("danmaku.dev-tokens", true);
        found.put("danmaku.connector.foreign-dialects", true);
        // So that the guard can be tried out by one person; elsewhere three addresses must report the same trouble.
        found.put("danmaku.telemetry.loopback-is-many", true);
        if (addresses.kafka() != null) {
            // Nobody else can be in this group, so a restart gets its partitions back at once.
            found.put("danmaku.processor.instance-id", "standalone");
        }
    }

    private boolean anyOf(ServerRole... some) {
        return List.of(some).stream().anyMatch(roles::contains);
    }

    private static boolean isMissing(ConfigurableEnvironment environment, String setting) {
        @Nullable String value = environment.getProperty(setting);
        return value == null || value.isEmpty();
    }

    private static Path dataDir(ConfigurableEnvironment environment) {
        return Path.of(environment.getRequiredProperty("danmaku.data-dir")).toAbsolutePath();
    }

    private static void putIfPresent(Map<String, Object> found, String setting, @Nullable String value) {
        if (value != null) {
            found.put(setting, value);
        }
    }
}
