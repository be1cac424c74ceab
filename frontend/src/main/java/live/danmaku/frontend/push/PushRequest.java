package live.danmaku.frontend.push;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import live.danmaku.db.kafka.MessageComposer;
import live.danmaku.model.MessageId;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.Topic;
import live.danmaku.web.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The body of a push.
 *
 * @param to a topic: {@code room:<id>}, {@code user:<uid>}, {@code device:<id>}, {@code area:<name>} or {@code all}
 * @param type {@code system}, {@code comment} or {@code member}; system when missing
 * @param priority {@code P0} to {@code P3}; P1 when missing
 * @param ttlMs how long it matters; a minute when missing
 * @param body an object
 * @param id makes a repeat harmless; made up when missing
 */
record PushRequest(
        @Nullable String to,
        @Nullable String type,
        @Nullable String priority,
        @Nullable Long ttlMs,
        @Nullable JsonNode body,
        @Nullable String id) {

    /** Gifts are paid for, likes and status are merged: they are sent to rooms. */
    private static final Set<MessageType> TYPES =
            EnumSet.of(MessageType.SYSTEM, MessageType.COMMENT, MessageType.MEMBER);

    /** @throws ApiException 400 when it is missing; so are all other faults */
    Topic topic() {
        if (to == null) {
            throw ApiException.badRequest("to: missing (expected: a topic, such as user:42)");
        }
        return Topic.parse(to);
    }

    MessageType messageType() {
        MessageType wanted = type == null ? MessageType.SYSTEM : MessageType.of(type);
        if (!TYPES.contains(wanted)) {
            throw ApiException.badRequest("type: '%s' (expected: one of %s)"
                    .formatted(type, TYPES.stream().map(MessageType::wireName).collect(Collectors.joining(", "))));
        }
        return wanted;
    }

    Priority wantedPriority() {
        if (priority == null) {
            return Priority.P1;
        }
        return Arrays.stream(Priority.values())
                .filter(known -> known.name().equals(priority))
                .findAny()
                .orElseThrow(() -> ApiException.badRequest("priority: '%s' (expected: P0 to P3)".formatted(priority)));
    }

    Duration ttl(PushSettings settings) {
        if (ttlMs == null) {
            return settings.ttl();
        }
        long most = settings.mostTtl().toMillis();
        if (ttlMs < 1 || ttlMs > most) {
            throw ApiException.badRequest("ttlMs: %d (expected: 1-%d)".formatted(ttlMs, most));
        }
        return Duration.ofMillis(ttlMs);
    }

    MessageId messageId() {
        return id == null ? MessageComposer.newId() : new MessageId(id);
    }
}
