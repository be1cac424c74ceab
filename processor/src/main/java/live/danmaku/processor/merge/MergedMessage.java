package live.danmaku.processor.merge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.UserId;
import live.danmaku.model.merge.Emission;
import live.danmaku.model.timeline.MessageHead;
import live.danmaku.model.timeline.TimelineEntry;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes the message that readers get of merged ones: the last one folded in, with its own id, sender and times, and a body
 * of what was added up. The same emission always makes the same bytes.
 */
final class MergedMessage {

    private static final JsonMapper JSON = JsonMapper.shared();

    private MergedMessage() {}

    static TimelineEntry of(MessageType type, Emission emission) {
        MessageId id = id(emission);
        return new TimelineEntry(0, id, type, payload(emission, id)).from(sender(emission));
    }

    /** Who sent the last message folded in; null when it does not begin as messages do. */
    static @Nullable UserId sender(Emission emission) {
        try {
            return new UserId(MessageHead.of(emission.payload()).sender());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** A final message that adds nothing comes after the last gift was shown under its own id. */
    private static MessageId id(Emission emission) {
        return emission.form() == Emission.Form.FINAL && emission.count() == 0
                ? new MessageId("final~" + hash(emission.last().value()))
                : emission.last();
    }

    private static byte[] payload(Emission emission, MessageId id) {
        if (emission.form() == Emission.Form.PLAIN) {
            return emission.payload();
        }
        ObjectNode message = (ObjectNode) JSON.readTree(emission.payload());
        message.put("id", id.value());
        message.set("body", body(emission, message.required("body")));
        return JSON.writeValueAsBytes(message);
    }

    private static ObjectNode body(Emission emission, JsonNode last) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (emission.form() == Emission.Form.LIKE) {
            return body.put("count", emission.count()).put("total", emission.total());
        }
        body.set("gift", last.required("gift"));
        body.put("count", emission.count()).put("combo", emission.total());
        if (emission.form() == Emission.Form.FINAL) {
            body.put("final", true);
        }
        return body.put("value", emission.value());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
