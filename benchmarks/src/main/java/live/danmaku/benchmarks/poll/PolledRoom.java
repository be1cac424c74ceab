package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.process.RoomSetup;
import tools.jackson.databind.JsonNode;

/**
 * A room with messages, and the questions that are asked of it.
 *
 * @param run what the ids of its messages begin with
 * @param pagePath answered with its newest messages, of about that size, whatever happens
 * @param end a cursor: nothing came after it when the room was made
 */
record PolledRoom(String id, String run, String pagePath, int pageBytes, String end) {

    private static final int MESSAGES = 100;
    private static final long VISIBLE_WITHIN_SECONDS = 60;

    /**
     * Makes such a room; blocks until all is visible.
     *
     * @param answerBytes the page is the smallest of at least this size
     */
    static PolledRoom fill(URI server, int answerBytes) throws IOException, InterruptedException {
        RoomSetup setup = new RoomSetup(server);
        String run = "bench-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        setup.createRoom(run);
        for (int i = 0; i < MESSAGES; i++) {
            setup.comment(run, "a comment as people write them, neither short nor long %06d".formatted(i));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(VISIBLE_WITHIN_SECONDS);
        while (setup.poll(run, "limit=" + MESSAGES).path("messages").size() < MESSAGES) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the messages are not visible after %d s".formatted(VISIBLE_WITHIN_SECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        for (int newest = 1; newest < MESSAGES; newest++) {
            JsonNode page = setup.poll(run, "limit=" + newest);
            int bytes = page.toString().getBytes(StandardCharsets.UTF_8).length;
            if (bytes >= answerBytes) {
                String path = "/v1/rooms/%s/messages?limit=%d".formatted(run, newest);
                return new PolledRoom(run, run, path, bytes, page.path("cursor").asString());
            }
        }
        throw new IOException("no answer of %d bytes from %d messages".formatted(answerBytes, MESSAGES));
    }
}
