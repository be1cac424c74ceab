package live.danmaku.frontend.send;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import live.danmaku.model.MessageType;
import live.danmaku.model.gift.Gift;
import live.danmaku.model.gift.GiftCatalog;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks what clients send and makes of it what readers get; fields that a type does not know are left out. */
public final class MessageBodies {

    private static final int MOST_GIFTS_AT_ONCE = 9_999;
    private static final int MOST_LIKES_AT_ONCE = 1_000;
    private static final List<String> MODES = List.of("scroll", "top", "bottom");

    private final GiftCatalog gifts;

    public MessageBodies(GiftCatalog gifts) {
        this.gifts = gifts;
    }

    /** Fails with an {@link ApiException} 400 when the body is not what the type asks for. */
    public CompletionStage<ObjectNode> read(MessageType type, @Nullable JsonNode body) {
        if (!(body instanceof ObjectNode fields)) {
            throw ApiException.badRequest("body: %s (expected: an object)".formatted(body == null ? "missing" : body));
        }
        return switch (type) {
            case COMMENT -> CompletableFuture.completedFuture(comment(fields));
            case GIFT -> gift(fields);
            case LIKE -> CompletableFuture.completedFuture(like(fields));
            case MEMBER -> CompletableFuture.completedFuture(member(fields));
            case STATUS -> CompletableFuture.completedFuture(StatusBody.clean(fields));
            case SYSTEM -> CompletableFuture.completedFuture(system(fields));
        };
    }

    private static ObjectNode comment(ObjectNode fields) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("text", CommentText.clean(text(fields, "text")));
        if (fields.has("color")) {
            body.put("color", whole(fields, "color", 0, 0xFFFFFF));
        }
        if (fields.has("mode")) {
            String mode = text(fields, "mode");
            if (!MODES.contains(mode)) {
                throw ApiException.badRequest(
                        "mode: '%s' (expected: one of %s)".formatted(mode, String.join(", ", MODES)));
            }
            body.put("mode", mode);
        }
        return body;
    }

    private CompletionStage<ObjectNode> gift(ObjectNode fields) {
        String id = text(fields, "gift");
        long count = fields.has("count") ? whole(fields, "count", 1, MOST_GIFTS_AT_ONCE) : 1;
        return gifts.list().thenApply(all -> {
            Gift gift = all.stream()
                    .filter(row -> row.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> ApiException.badRequest("gift: '%s' (expected: one of %s)"
                            .formatted(id, all.stream().map(Gift::id).toList())));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("gift", id)
                    .put("count", count)
                    .put("value", gift.value() * count);
        });
    }

    private static ObjectNode like(ObjectNode fields) {
        long count = fields.has("count") ? whole(fields, "count", 1, MOST_LIKES_AT_ONCE) : 1;
        return JsonNodeFactory.instance.objectNode().put("count", count);
    }

    private static ObjectNode member(ObjectNode fields) {
        String event = text(fields, "event");
        if (!event.equals("enter") && !event.equals("leave")) {
            throw ApiException.badRequest("event: '%s' (expected: enter or leave)".formatted(event));
        }
        return JsonNodeFactory.instance.objectNode().put("event", event);
    }

    private static ObjectNode system(ObjectNode fields) {
        text(fields, "event");
        return fields;
    }

    static String text(ObjectNode fields, String name) {
        JsonNode value = fields.get(name);
        if (value == null || !value.isString()) {
            throw ApiException.badRequest("%s: %s (expected: text)".formatted(name, value == null ? "missing" : value));
        }
        return value.stringValue();
    }

    private static long whole(ObjectNode fields, String name, long least, long most) {
        JsonNode value = fields.get(name);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw ApiException.badRequest("%s: %s (expected: %d to %d)".formatted(name, value, least, most));
        }
        return value.longValue();
    }
}
