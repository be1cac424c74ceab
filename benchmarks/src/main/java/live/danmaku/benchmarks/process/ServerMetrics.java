package live.danmaku.benchmarks.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What the program says about itself. */
public final class ServerMetrics {

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI server;

    public ServerMetrics(URI server) {
        this.server = server;
    }

    /** The sum of all metrics whose names begin so; blocks. */
    public double sum(String begin) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(server.resolve("/actuator/prometheus"))
                                .build(),
                        BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
