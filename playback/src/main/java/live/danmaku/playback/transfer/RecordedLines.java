package live.danmaku.playback.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.RoomId;
import live.danmaku.model.Sender;
import live.danmaku.model.UserId;
import live.danmaku.model.archive.ArchivedMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Messages as lines of a recording, {@code {"t":ms,"ts":ms,"kind","user","name"?,"text","mode"?,"size"?,"color"?,"id"?,"body"?}}, and back.
 * {@code t} counts from the stream's start, {@code ts} from 1970; mode, size and color are those of players' XML. A message made of
 * a line always gives that line again: what it has no place for elsewhere it keeps as {@code recorded} in its body.
 */
final class RecordedLines {

    /** What ids begin with that were made here because a line had none. */
    private static final String MADE = "line~";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, Integer> MODES = Map.of("scroll", 1, "bottom", 4, "top", 5);

    private final RoomId room;
    private final long startedAt;

    /** @param startedAt when the stream began, in ms since 1970 */
    RecordedLines(RoomId room, long startedAt) {
        this.room = room;
        this.startedAt = startedAt;
    }

    /**
     * @param number of the line in its file, from 1
     * @param place for the message
     * @throws IllegalArgumentException when the line is none; the text says what is wrong
     */
    ArchivedMessage message(String text, long number, long place) {
        ObjectNode line = parse(text, number);
        ObjectNode message = compose(line, number);
        if (!spaced(line(message)).equals(spaced(line))) {
            ((ObjectNode) message.get("body")).set("recorded", line);
        }
        return new ArchivedMessage(
                new MessageId(message.get("id").stringValue()),
                MessageType.of(message.get("type").stringValue()),
                message.get("at").longValue(),
                place,
                JSON.writeValueAsBytes(message));
    }

    /** When a line's message was sent, in ms since the stream began. */
    static long at(String text, long number) {
        return parse(text, number).get("t").longValue();
    }

    private static ObjectNode parse(String text, long number) {
        JsonNode line;
        try {
            line = JSON.readTree(text);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("line %d: not JSON (expected: a JSON object)".formatted(number), e);
        }
        if (!(line instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("line %d: %s (expected: a JSON object)"
                    .formatted(number, line.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        JsonNode t = fields.path("t");
        if (!t.isIntegralNumber() || !t.canConvertToLong()) {
            throw new IllegalArgumentException(
                    "line %d: t: %s (expected: ms since the stream's start)".formatted(number, fields.path("t")));
        }
        return fields;
    }

    private ObjectNode compose(ObjectNode line, long number) {
        long at = line.get("t").longValue();
        MessageType type = type(line.path("kind").asString("comment"));
        Sender from = sender(line.path("user").asString("unknown"), line.path("name"));
        ObjectNode message = JSON.createObjectNode();
        message.put("id", id(line.path("id"), number));
        message.put("type", type.wireName());
        message.put("priority", priority(type).name());
        message.put("room", room.value());
        message.putObject("from").put("uid", from.uid().value()).put("name", from.name());
        message.put("sentAt", line.path("ts").asLong(startedAt + at));
        message.put("at", at);
        message.set("body", body(type, line));
        return message;
    }

    private static MessageType type(String kind) {
        for (MessageType type : MessageType.values()) {
            if (type.wireName().equals(kind)) {
                return type;
            }
        }
        // Whatever it was, it has a text to show.
        return MessageType.COMMENT;
    }

    private static Priority priority(MessageType type) {
        return switch (type) {
            case SYSTEM -> Priority.P0;
            case GIFT -> Priority.P2;
            default -> Priority.P3;
        };
    }

    private static Sender sender(String user, JsonNode name) {
        UserId uid;
        try {
            uid = new UserId(user);
        } catch (IllegalArgumentException e) {
            uid = new UserId("user." + hash(user));
        }
        return new Sender(uid, name.asString(user));
    }

    private static String id(JsonNode id, long number) {
        if (id.isString()) {
            try {
                return new MessageId(id.stringValue()).value();
            } catch (IllegalArgumentException e) {
                return MADE + number;
            }
        }
        return MADE + number;
    }

    private static JsonNode body(MessageType type, ObjectNode line) {
        if (line.path("body") instanceof ObjectNode given) {
            return given.deepCopy();
        }
        ObjectNode body = JSON.createObjectNode();
        if (type == MessageType.COMMENT) {
            body.put("text", line.path("text").asString(""));
            whole(line, "color", body);
            if (line.path("mode").isInt()) {
                int mode = line.get("mode").intValue();
                MODES.entrySet().stream()
                        .filter(known -> known.getValue() == mode)
                        .findAny()
                        .ifPresentOrElse(known -> body.put("mode", known.getKey()), () -> body.put("mode", mode));
            }
            whole(line, "size", body);
        }
        return body;
    }

    private static void whole(ObjectNode from, String name, ObjectNode to) {
        if (from.path(name).isInt()) {
            to.put(name, from.get(name).intValue());
        }
    }

    /** A message's line, without its end. */
    static String line(ArchivedMessage message) {
        return spaced(line(JSON.readTree(message.payload())));
    }

    private static JsonNode line(JsonNode message) {
        JsonNode body = message.path("body");
        if (body.path("recorded") instanceof ObjectNode recorded) {
            return recorded;
        }
        String type = message.path("type").asString("comment");
        String uid = message.path("from").path("uid").asString("");
        String name = message.path("from").path("name").asString(uid);
        ObjectNode line = JSON.createObjectNode();
        line.put("t", message.path("at").asLong(0));
        line.put("ts", message.path("sentAt").asLong(0));
        line.put("kind", type);
        line.put("user", uid);
        if (!name.equals(uid)) {
            line.put("name", name);
        }
        line.put("text", body.path("text").asString(""));
        boolean isComment = type.equals(MessageType.COMMENT.wireName());
        if (isComment) {
            looks(body, line);
        }
        String id = message.path("id").asString("");
        if (!id.startsWith(MADE)) {
            line.put("id", id);
        }
        if (!isComment) {
            line.set("body", body);
        }
        return line;
    }

    private static void looks(JsonNode body, ObjectNode line) {
        JsonNode mode = body.path("mode");
        if (mode.isString()) {
            line.put("mode", MODES.getOrDefault(mode.stringValue(), 1));
        } else if (mode.isInt()) {
            line.set("mode", mode);
        }
        whole((ObjectNode) body, "size", line);
        whole((ObjectNode) body, "color", line);
    }

    /** JSON with a space behind each colon and comma, as most recordings are written. */
    private static String spaced(JsonNode node) {
        if (node instanceof ObjectNode fields) {
            StringBuilder out = new StringBuilder("{");
            fields.properties()
                    .forEach(field -> out.append(out.length() > 1 ? ", " : "")
                            .append(JSON.writeValueAsString(field.getKey()))
                            .append(": ")
                            .append(spaced(field.getValue())));
            return out.append('}').toString();
        }
        if (node.isArray()) {
            StringBuilder out = new StringBuilder("[");
            node.forEach(element -> out.append(out.length() > 1 ? ", " : "").append(spaced(element)));
            return out.append(']').toString();
        }
        return node.toString();
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
