package live.danmaku.processor.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import live.danmaku.model.MessageId;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.merge.Emission.Form;

/** What a store has to show, for tests. */
final class Emissions {

    static final long NOW = System.currentTimeMillis();

    private Emissions() {}

    static Emission of(Form form, String id, long count, long total) {
        return of(form, id, count, total, NOW);
    }

    static Emission of(Form form, String id, long count, long total, long recordedAt) {
        return new Emission(
                NOW - 60_000,
                recordedAt,
                new MessageId(id),
                gift(id).getBytes(UTF_8),
                form,
                count,
                10 * count,
                total,
                new byte[0]);
    }

    static String gift(String id) {
        return """
                {"id":"%s","type":"gift","priority":"P2","room":"r1","from":{"uid":"ann","name":"Ann"},"sentAt":%d,"at":59000,\
                "body":{"gift":"rose","count":1,"value":10}}""".formatted(id, NOW - 1_000);
    }
}
