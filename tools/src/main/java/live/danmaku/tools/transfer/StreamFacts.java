package live.danmaku.tools.transfer;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a recording as a whole tells. Found by reading it once before anything is sent, so that a broken line is found before it
 * does harm.
 */
final class StreamFacts {

    private static final JsonMapper JSON = new JsonMapper();

    private long lines;
    private long last;
    private long startedAt = -1;

    static StreamFacts of(StreamFile file) {
        StreamFacts facts = new StreamFacts();
        file.read(facts::add);
        return facts;
    }

    private void add(String text) {
        lines++;
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new TransferException("line %d: not JSON (expected: a JSON object)".formatted(lines), e);
        }
        JsonNode t = line.path("t");
        if (!t.isIntegralNumber()) {
            throw new TransferException("line %d: t: %s (expected: ms since the stream's start)".formatted(lines, t));
        }
        last = Math.max(last, t.longValue());
        if (startedAt < 0 && line.path("ts").isIntegralNumber()) {
            startedAt = Math.max(0, line.get("ts").longValue() - t.longValue());
        }
    }

    long lines() {
        return lines;
    }

    /** From the stream's start to its last message, in ms. */
    long durationMs() {
        return last + 1;
    }

    /** In ms since 1970; where no line tells, as if the stream had just ended. */
    long startedAt(long now) {
        return startedAt < 0 ? Math.max(0, now - durationMs()) : startedAt;
    }
}
