package live.danmaku.benchmarks.poll;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import live.danmaku.benchmarks.process.RoomSetup;
import tools.jackson.databind.JsonNode;

/**
 * A room with messages, and the two questions that are asked.
 *
 * @param pagePath answered with some messages
 * @param emptyPath answered with none: its cursor is the room's end
 */
record PolledRoom(String pagePath, int pageBytes, String emptyPath, int emptyBytes) {

    private static final int LIMIT = 100;
    private static final long VISIBLE_WITHIN_SECONDS = 30;

    /**
     * Makes such a room; blocks until all is visible.
     *
     * @param answerBytes the page is the smallest of at least this size
     */
    static PolledRoom fill(URI server, int messages, int answerBytes) throws IOException, InterruptedException {
        RoomSetup setup = new RoomSetup(server);
        String room = "bench-" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 40), 36);
        setup.createRoom(room);
        for (int i = 0; i < messages; i++) {
            setup.comment(room, "message %d of a room that many people look at".formatted(i));
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(VISIBLE_WITHIN_SECONDS);
        while (!isVisible(setup, room, messages)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the messages are not visible after %d s".formatted(VISIBLE_WITHIN_SECONDS));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        String end = setup.poll(room, "limit=1").path("cursor").asString();
        for (int newest = 1; newest < Math.min(messages, LIMIT); newest++) {
            String cursor = cursorBefore(setup, room, messages - newest);
            int bytes = size(setup.poll(room, query(cursor)));
            if (bytes >= answerBytes) {
                return new PolledRoom(path(room, cursor), bytes, path(room, end), size(setup.poll(room, query(end))));
            }
        }
        throw new IOException(
                "no answer of %d bytes from %d messages (expected: more messages)".formatted(answerBytes, messages));
    }

    private static boolean isVisible(RoomSetup setup, String room, int messages)
            throws IOException, InterruptedException {
        String cursor = cursorBefore(setup, room, messages - 1);
        return setup.poll(room, query(cursor)).path("messages").size() == 1;
    }

    /** After so many messages from the start. */
    private static String cursorBefore(RoomSetup setup, String room, int messages)
            throws IOException, InterruptedException {
        String cursor = "start";
        for (int left = messages; left > 0; left -= LIMIT) {
            cursor = setup.poll(room, "after=%s&limit=%d".formatted(cursor, Math.min(left, LIMIT)))
                    .path("cursor")
                    .asString();
        }
        return cursor;
    }

    private static String query(String cursor) {
        return "after=%s&limit=%d".formatted(cursor, LIMIT);
    }

    private static String path(String room, String cursor) {
        return "/v1/rooms/%s/messages?%s".formatted(room, query(cursor));
    }

    private static int size(JsonNode answer) {
        return answer.toString().getBytes(StandardCharsets.UTF_8).length;
    }
}
