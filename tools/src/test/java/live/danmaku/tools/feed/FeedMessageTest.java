package live.danmaku.tools.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedMessageTest {

    @Test
    void of_comment_carriesUserTextModeAndColor() {
        FeedMessage message = message("comment", 5, 0xFF0000);
        assertThat(message.id()).isEqualTo("run-7");
        assertThat(message.visibleOnce()).isTrue();
        assertThat(message.json())
                .isEqualTo("{\"type\":\"comment\",\"id\":\"run-7\",\"from\":{\"uid\":\"ann\",\"name\":\"ann\"},"
                        + "\"body\":{\"text\":\"hi\",\"mode\":\"top\",\"color\":16711680}}");
    }

    @ParameterizedTest
    @CsvSource({"1,scroll", "4,bottom", "5,top", "6,scroll"})
    void of_recordedMode_isMapped(int recorded, String mode) {
        assertThat(message("comment", recorded, null).json()).contains("\"mode\":\"" + mode + "\"");
    }

    @ParameterizedTest
    @CsvSource({"gift,gift,false", "like,like,false", "enter,member,true", "superchat,comment,true", "new,comment,true"
    })
    void of_recordedKind_isMapped(String kind, String type, boolean visibleOnce) {
        FeedMessage message = message(kind, null, null);
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.visibleOnce()).isEqualTo(visibleOnce);
    }

    private static FeedMessage message(String kind, @Nullable Integer mode, @Nullable Integer color) {
        return FeedMessage.of("run-", new RecordedLine(7, 0, kind, "ann", "hi", mode, color), "rose");
    }
}
