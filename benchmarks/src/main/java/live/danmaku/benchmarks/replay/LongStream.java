package live.danmaku.benchmarks.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A finished stream of 100 minutes.
 *
 * @param messages evenly spread
 */
record LongStream(String room, int messages) {

    private static final int MINUTES = 100;
    private static final long LENGTH_MS = MINUTES * 60_000L;

    /** What a viewer asks for at a time. */
    private static final long SPAN_MS = 10_000;

    private static final int MOST_OF_SPAN = 200;
    private static final int LINES_A_CHUNK = 1_000;
    private static final long STARTED_AT = 1_700_000_000_000L;

    /** Sends it to a server as a recording; blocks. */
    void importTo(URI server, String token) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(
                        "/v1/replays/%s?title=bench&startedAt=%d&durationMs=%d".formatted(room, STARTED_AT, LENGTH_MS)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .PUT(BodyPublishers.ofInputStream(this::lines))
                .build();
        HttpResponse<String> answer = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new IOException(
                    "the import answers %d (expected: 201): %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    private InputStream lines() {
        return new SequenceInputStream(new Enumeration<>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < messages;
            }

            @Override
            public InputStream nextElement() {
                StringBuilder chunk = new StringBuilder();
                for (int end = Math.min(messages, next + LINES_A_CHUNK); next < end; next++) {
                    long t = next * LENGTH_MS / messages;
                    chunk.append(
                            "{\"t\":%d,\"ts\":%d,\"kind\":\"comment\",\"user\":\"user%d\",\"text\":\"a comment as people write them %d\"}\n"
                                    .formatted(t, STARTED_AT + t, next % 10_000, next));
                }
                return new ByteArrayInputStream(chunk.toString().getBytes(UTF_8));
            }
        });
    }

    /** How many spans it has, which is how many different questions there are. */
    static int spans() {
        return (int) (LENGTH_MS / SPAN_MS);
    }

    /** The questions for these spans. */
    List<String> questions(IntStream spans) {
        return spans.mapToObj(span -> "/v1/replays/%s/messages?from=%d&to=%d&limit=%d"
                        .formatted(room, span * SPAN_MS, (span + 1) * SPAN_MS, MOST_OF_SPAN))
                .toList();
    }

    /** Those for all spans, as viewers at random times ask for them. */
    List<String> questionsInDisorder() {
        List<String> all = new ArrayList<>(questions(IntStream.range(0, spans())));
        Collections.shuffle(all, new Random(1));
        return all;
    }
}
