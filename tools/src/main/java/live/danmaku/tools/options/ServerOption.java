package live.danmaku.tools.options;

import java.net.URI;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --url}: the server that a program talks to. */
public final class ServerOption {

    private static final String HERE = "http://127.0.0.1:8080";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Option(names = "--url", defaultValue = HERE, description = "The server (default: ${DEFAULT-VALUE}).")
    private URI url = URI.create(HERE);

    /** @throws ParameterException when it is not an address of an HTTP server */
    public URI url() {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new ParameterException(
                    command.commandLine(), "--url: %s (expected: such as %s)".formatted(url, HERE));
        }
        return url;
    }
}
