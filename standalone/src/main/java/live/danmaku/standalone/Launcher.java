package live.danmaku.standalone;

import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program. */
@Command(
        name = "danmaku",
        description = {
            "The message system behind live-stream rooms.",
            "",
            "Redis, Kafka and MySQL are started from the folder 'engines' beside the jar, unless their addresses are set"
                    + " (DANMAKU_REDIS_URI, DANMAKU_KAFKA_BOOTSTRAP_SERVERS, DANMAKU_MYSQL_URL).",
            ""
        },
        footer = {
            "",
            "The README has the usual settings, the full list is application.yaml; --<setting>=<value> sets one, too."
        },
        mixinStandardHelpOptions = true,
        versionProvider = BuildVersion.class,
        sortOptions = false)
public final class Launcher implements Runnable {

    private static final String NAMES_KEPT_FOR_S = "networkaddress.cache.ttl";

    @Option(
            names = "--roles",
            paramLabel = "<role,...>",
            defaultValue = "${env:DANMAKU_ROLES:-all}",
            description = "What this process is: all (the default), or some of frontend, processor, connector, pusher,"
                    + " playback, routing.")
    private String roles = "all";

    @Parameters(hidden = true, arity = "0..*")
    private List<String> settings = new ArrayList<>();

    public static void main(String... arguments) {
        rememberNamesBriefly();
        CommandLine program = new CommandLine(new Launcher());
        // Settings such as --danmaku.poll.interval=1s are Spring's business.
        program.setUnmatchedOptionsArePositionalParams(true);
        program.setExecutionExceptionHandler((failure, command, result) -> {
            if (failure instanceof IllegalArgumentException) {
                command.getErr().println("danmaku cannot start: " + failure.getMessage());
            }
            // Spring has told about every other failure.
            return 1;
        });
        int code = program.execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** A name that moves when an engine fails over is followed within seconds; by default within half a minute. */
    private static void rememberNamesBriefly() {
        if (Security.getProperty(NAMES_KEPT_FOR_S) == null) {
            Security.setProperty(NAMES_KEPT_FOR_S, "2");
        }
    }

    @Override
    public void run() {
        Set<ServerRole> wanted = ServerRole.parse(roles);
        List<Class<?>> sources = new ArrayList<>();
        wanted.forEach(role -> sources.add(role.configuration()));
        // Last, because it looks at what the roles brought.
        sources.add(StandaloneConfiguration.class);
        SpringApplication server = new SpringApplication(sources.toArray(Class<?>[]::new));
        server.setWebApplicationType(WebApplicationType.REACTIVE);
        server.setLogStartupInfo(false);
        server.setDefaultProperties(Map.of(
                StandaloneConfiguration.ROLES,
                wanted.stream().map(ServerRole::wireName).collect(Collectors.joining(","))));
        server.addInitializers(new EngineSetup(wanted));
        server.run(settings.toArray(String[]::new));
    }
}
