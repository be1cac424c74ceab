package live.danmaku.frontend.send;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import live.danmaku.model.MessageType;
import live.danmaku.model.room.Room;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The other rooms that a status update is for: the sent body's {@code "alsoTo":["r2"]}. Other types have none. */
final class AlsoTo {

    private static final int MOST_ROOMS = 8;

    private AlsoTo() {}

    /**
     * @param own the room that the message was sent to; it is not among the answer's
     * @param require judges a room as the one in the path was; a failure of it is this one's
     * @return each other room once; fails with an {@link ApiException} 400 when it is no list of 1 to 8 rooms
     */
    static CompletionStage<List<Destination>> rooms(
            MessageType type,
            @Nullable JsonNode body,
            Room own,
            Function<String, CompletionStage<Destination>> require) {
        JsonNode names = body == null || type != MessageType.STATUS ? null : body.get("alsoTo");
        CompletionStage<List<Destination>> found = CompletableFuture.completedFuture(List.of());
        if (names == null) {
            return found;
        }
        if (!names.isArray()
                || names.isEmpty()
                || names.size() > MOST_ROOMS
                || !names.valueStream().allMatch(JsonNode::isString)) {
            throw ApiException.badRequest("alsoTo: %s (expected: a list of 1 to %d room ids)"
                    .formatted(names.isArray() ? names.size() + " entries" : names, MOST_ROOMS));
        }
        for (String name : names.valueStream()
                .map(JsonNode::stringValue)
                .filter(name -> !name.equals(own.id().value()))
                .distinct()
                .toList()) {
            found = found.thenCompose(before -> require.apply(name).thenApply(room -> with(before, room)));
        }
        return found;
    }

    private static List<Destination> with(List<Destination> rooms, Destination another) {
        List<Destination> all = new ArrayList<>(rooms);
        all.add(another);
        return List.copyOf(all);
    }
}
