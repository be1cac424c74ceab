package live.danmaku.standalone.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import live.danmaku.standalone.HttpCalls;
import live.danmaku.standalone.StandaloneServer;

/** A finished stream whose messages are at chosen times. */
final class RecordedStream {

    private static final long STARTED_AT = 1_607_687_410_000L;

    private final StringBuilder lines = new StringBuilder();

    /** @param at ms since the stream's start */
    RecordedStream say(long at, String text) {
        return say(at, text, 1, 0xFFFFFF);
    }

    /** @param mode 1 across, 4 at the bottom, 5 at the top */
    RecordedStream say(long at, String text, int mode, int color) {
        lines.append("{\"t\":%d,\"kind\":\"comment\",\"user\":\"u%d\",\"text\":\"%s\",\"mode\":%d,\"color\":%d}\n"
                .formatted(at, Math.floorMod(at, 97), text, mode, color));
        return this;
    }

    /** Imports it into the shared server; returns its room. */
    String imported(String title) throws IOException, InterruptedException {
        String server = StandaloneServer.shared().baseUrl();
        String room = "recorded-" + UUID.randomUUID();
        HttpRequest request = HttpRequest.newBuilder(URI.create("%s/v1/replays/%s?startedAt=%d&area=music&title=%s"
                        .formatted(server, room, STARTED_AT, URLEncoder.encode(title, UTF_8))))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + new HttpCalls(server).token("host", "service"))
                .PUT(HttpRequest.BodyPublishers.ofString(lines.toString()))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return room;
    }
}
