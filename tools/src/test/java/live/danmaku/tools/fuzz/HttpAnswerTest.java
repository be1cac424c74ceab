package live.danmaku.tools.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class HttpAnswerTest {

    @Test
    void read_answersOneBehindTheOther_eachToItsEnd() throws IOException {
        InputStream in = in("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
                + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\nRetry-After: 1\r\n\r\n2\r\nab\r\n0\r\n\r\n"
                + "HTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n"
                + "HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n");

        assertThat(HttpAnswer.read(in, false)).isEqualTo(new HttpAnswer(200, false, false));
        assertThat(HttpAnswer.read(in, false)).isEqualTo(new HttpAnswer(429, true, false));
        assertThat(HttpAnswer.read(in, false)).isEqualTo(new HttpAnswer(304, false, false));
        assertThat(HttpAnswer.read(in, false)).isEqualTo(new HttpAnswer(400, false, true));
        assertThatThrownBy(() -> HttpAnswer.read(in, false)).isInstanceOf(EOFException.class);
    }

    @Test
    void read_stream_isNotReadToItsEnd() throws IOException {
        assertThat(HttpAnswer.read(
                        in("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"),
                        false))
                .isEqualTo(new HttpAnswer(200, false, true));
    }

    @Test
    void read_upgrade_isAnAnswer() throws IOException {
        assertThat(HttpAnswer.read(in("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"), false)
                        .status())
                .isEqualTo(HttpAnswer.SWITCHING);
    }

    @Test
    void read_otherBytes_areRefused() {
        assertThatThrownBy(() -> HttpAnswer.read(in("SSH-2.0\r\n\r\n"), false))
                .isInstanceOf(IOException.class)
                .hasMessage("not an answer: SSH-2.0");
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
    }
}
