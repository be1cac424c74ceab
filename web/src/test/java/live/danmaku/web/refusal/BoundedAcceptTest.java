package live.danmaku.web.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedAcceptTest {

    @Test
    void accept_ofFewTypes_staysAsItIs() {
        String ordinary = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

        assertThat(seen(ordinary)).containsExactly(ordinary);
        assertThat(seen("a/b", "c/d")).containsExactly("a/b", "c/d");
        assertThat(seen()).isEmpty();
    }

    @Test
    void accept_ofTooManyTypesOrCharacters_isAnything() {
        assertThat(seen(types(30))).containsExactly(types(30));
        assertThat(seen(types(31))).containsExactly("*/*");
        assertThat(seen(types(16), types(16))).containsExactly("*/*");
        assertThat(seen("a/" + "b".repeat(999))).containsExactly("*/*");
    }

    private static String types(int count) {
        return String.join(",", Collections.nCopies(count, "a/b"));
    }

    private static List<String> seen(String... accepted) {
        EmbeddedChannel channel = new EmbeddedChannel(new BoundedAccept());
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/");
        for (String value : accepted) {
            request.headers().add("Accept", value);
        }
        channel.writeInbound(request);
        HttpRequest passedOn = channel.readInbound();
        return passedOn.headers().getAll("accept");
    }
}
