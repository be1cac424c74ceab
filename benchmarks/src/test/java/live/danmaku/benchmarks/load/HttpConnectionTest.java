package live.danmaku.benchmarks.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private final HttpConnection connection = new HttpConnection();
    private final EmbeddedChannel channel = new EmbeddedChannel(connection);
    private final List<String> heard = new ArrayList<>();
    private final AnswerHandler handler = new AnswerHandler() {
        @Override
        public void answered(int status, ByteBuf body) {
            heard.add(status + " " + body.toString(US_ASCII));
        }

        @Override
        public void failed(Throwable cause) {
            heard.add("failed: " + cause.getMessage());
        }
    };

    @Test
    void send_answerInPieces_isHeardOnceItIsWhole() {
        connection.send(Unpooled.EMPTY_BUFFER, handler);
        receive("HTTP/1.1 202 Accepted\r\nETag: x\r\ncontent-LENGTH: 5\r");
        receive("\n\r\nhel");
        assertThat(heard).isEmpty();
        receive("lo");
        assertThat(heard).containsExactly("202 hello");
    }

    @Test
    void send_afterAnAnswer_reusesTheConnection() {
        connection.send(Unpooled.EMPTY_BUFFER, handler);
        receive("HTTP/1.1 304 Not Modified\r\n\r\n");
        connection.send(Unpooled.EMPTY_BUFFER, handler);
        receive("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        assertThat(heard).containsExactly("304 ", "200 ");
    }

    @Test
    void send_answerWithoutLength_fails() {
        connection.send(Unpooled.EMPTY_BUFFER, handler);
        receive("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(heard).singleElement().asString().startsWith("failed: answer 200 without Content-Length");
    }

    @Test
    void send_connectionClosed_fails() {
        connection.send(Unpooled.EMPTY_BUFFER, handler);
        channel.close();
        assertThat(heard).containsExactly("failed: the server closed a connection");
    }

    private void receive(String bytes) {
        ByteBuf buffer = Unpooled.buffer();
        buffer.writeCharSequence(bytes, US_ASCII);
        channel.writeInbound(buffer);
    }
}
