package live.danmaku.push.connector.edge.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import live.danmaku.web.address.HostNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

    private final Origins origins =
            new Origins(List.of("https://live.example.com"), new HostNames(List.of("dev.example.com")), false);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://[::1]:3000",
                "https://node.example.com",
                "http://NODE.example.com:8080",
                "https://live.example.com"
            })
    void pagesOfThisMachine_ofTheSameHost_andListedOnes_mayConnect(String origin) {
        assertThat(origins.allows(origin, "node.example.com:8090")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "https://live.example.com.evil.net",
                "http://live.example.com",
                "null",
                "",
                "file://",
                "http://evil.example.com@localhost",
                "http://127.0.0.1.evil.net",
                "not an origin"
            })
    void others_mayNot(String origin) {
        assertThat(origins.allows(origin, "node.example.com:8090")).isFalse();
    }

    @Test
    void whoSendsNone_isNoPage() {
        assertThat(origins.allows(null, null)).isTrue();
    }

    @Test
    void pageWhoseNameLeadsHere_mayNotConnect_whereOnlyThisMachineCan() {
        Origins here = new Origins(List.of(), new HostNames(List.of("dev.example.com")), true);
        assertThat(here.allows("http://evil.example.com", "evil.example.com:8090"))
                .isFalse();
        assertThat(here.allows("http://localhost:8080", "evil.example.com:8090"))
                .isTrue();
        assertThat(here.allows("http://dev.example.com", "dev.example.com:8090"))
                .isTrue();
    }

    @Test
    void star_letsAllIn() {
        assertThat(new Origins(List.of("*"), new HostNames(List.of()), true).allows("https://evil.example.com", null))
                .isTrue();
    }
}
