package live.danmaku.standalone;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.frontend.FrontendConfiguration;
import live.danmaku.playback.PlaybackConfiguration;
import live.danmaku.processor.ProcessorConfiguration;
import live.danmaku.push.ConnectorConfiguration;
import live.danmaku.push.PusherConfiguration;
import live.danmaku.routing.RoutingConfiguration;

/** What a process can be. */
enum ServerRole {
    FRONTEND(FrontendConfiguration.class),
    PROCESSOR(ProcessorConfiguration.class),
    CONNECTOR(ConnectorConfiguration.class),
    PUSHER(PusherConfiguration.class),
    PLAYBACK(PlaybackConfiguration.class),
    ROUTING(RoutingConfiguration.class);

    private final Class<?> configuration;

    ServerRole(Class<?> configuration) {
        this.configuration = configuration;
    }

    Class<?> configuration() {
        return configuration;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String names() {
        return Arrays.stream(values()).map(ServerRole::wireName).collect(Collectors.joining(", "));
    }

    /**
     * @param list names separated by commas, or {@code all}
     * @throws IllegalArgumentException when one is not a role; the text says the value and what is expected
     */
    static Set<ServerRole> parse(String list) {
        if (list.equals("all")) {
            return EnumSet.allOf(ServerRole.class);
        }
        Set<ServerRole> roles = EnumSet.noneOf(ServerRole.class);
        for (String name : list.split(",", -1)) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.wireName().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "role: '%s' (expected: all, or some of %s)".formatted(name, names()))));
        }
        return roles;
    }
}
