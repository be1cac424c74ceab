package live.danmaku.model.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesJsonTest {

    @Test
    void write_someMessages_haveCommasBetweenThem() {
        assertThat(text(0, "{\"t\":\"é\"}", "{}", "{ }")).isEqualTo("{\"m\":[{\"t\":\"é\"},{},{ }],\"gap\":false}");
    }

    @Test
    void write_noMessage_isAnEmptyArray() {
        assertThat(text(0)).isEqualTo("{\"m\":[],\"gap\":false}");
    }

    @Test
    void write_freeBytes_areLeftBefore() {
        assertThat(text(3, "{}")).isEqualTo("\0\0\0{\"m\":[{}],\"gap\":false}");
    }

    private static String text(int free, String... payloads) {
        byte[] json = MessagesJson.write(
                free, "{\"m\":[", List.of(payloads), payload -> payload.getBytes(UTF_8), "],\"gap\":false}");
        return new String(json, UTF_8);
    }
}
