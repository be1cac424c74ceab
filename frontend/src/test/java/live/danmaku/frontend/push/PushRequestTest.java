package live.danmaku.frontend.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import live.danmaku.model.MessageType;
import live.danmaku.model.Priority;
import live.danmaku.model.Topic;
import live.danmaku.model.UserId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PushRequestTest {

    private final PushSettings settings =
            new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("danmaku.push", PushSettings.class);

    @Test
    void request_onlyAnAudience_isAnImportantSystemMessageOfAMinute() {
        PushRequest request = new PushRequest("user:42", null, null, null, null, null);

        assertThat(request.topic()).isEqualTo(Topic.user(new UserId("42")));
        assertThat(request.messageType()).isEqualTo(MessageType.SYSTEM);
        assertThat(request.wantedPriority()).isEqualTo(Priority.P1);
        assertThat(request.ttl(settings)).isEqualTo(Duration.ofMinutes(1));
        assertThat(request.messageId().value()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gift", "like", "status"})
    void messageType_whatRoomsMergeOrPayFor_isRefused(String type) {
        PushRequest request = new PushRequest("all", type, null, null, null, null);

        assertThatThrownBy(request::messageType)
                .hasMessage("type: '%s' (expected: one of comment, member, system)".formatted(type));
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "604800001"})
    void ttl_outOfRange_isRefused(long ttlMs) {
        PushRequest request = new PushRequest("all", null, null, ttlMs, null, null);

        assertThatThrownBy(() -> request.ttl(settings))
                .hasMessage("ttlMs: %d (expected: 1-604800000)".formatted(ttlMs));
    }

    @Test
    void wantedPriority_unknown_isRefused() {
        assertThatThrownBy(() -> new PushRequest("all", null, "P4", null, null, null).wantedPriority())
                .hasMessage("priority: 'P4' (expected: P0 to P3)");
    }

    @Test
    void topic_unknownKindOrNone_isRefused() {
        assertThatThrownBy(() -> to("group:1").topic())
                .hasMessage("topic: 'group:1' (expected: room:<id>, user:<uid>, device:<id>, area:<name> or all)");
        assertThatThrownBy(() -> to(null).topic()).hasMessageStartingWith("to: missing");
    }

    private static PushRequest to(@Nullable String topic) {
        return new PushRequest(topic, null, null, null, null, null);
    }
}
