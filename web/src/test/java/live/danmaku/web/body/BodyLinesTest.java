package live.danmaku.web.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;

class BodyLinesTest {

    private static final String TEXT = "one\n\nzwei\r\n三三\nlast";
    private static final List<String> LINES = List.of("one", "", "zwei", "三三", "last");

    @Test
    void of_splitAtEveryByte_sameLines() {
        byte[] all = TEXT.getBytes(UTF_8);
        for (int at = 1; at < all.length; at++) {
            Body body = new Body();
            body.add(Unpooled.copiedBuffer(all, 0, at));
            body.add(Unpooled.copiedBuffer(all, at, all.length - at));
            assertThat(BodyLines.of(body.flux(), 100).collectList().block()).isEqualTo(LINES);
            body.expectAllReleased();
        }
    }

    @Test
    void of_bodyThatEndsWithALineEnd_hasNoEmptyLineAfterIt() {
        Body body = new Body();
        body.add(Unpooled.copiedBuffer("a\nb\n", UTF_8));
        assertThat(BodyLines.of(body.flux(), 100).collectList().block()).containsExactly("a", "b");
    }

    /** The buffers are slices of one, as those of a connection are: a release too many would free the others' bytes. */
    @Test
    void of_lineTooLong_refusedAndEachBufferIsReleasedOnce() {
        ByteBuf connection = PooledByteBufAllocator.DEFAULT.buffer().writeBytes("short\n0123456789x\n".getBytes(UTF_8));
        Body body = new Body();
        body.add(connection.readRetainedSlice(6));
        body.add(connection.readRetainedSlice(12));

        List<String> lines = new ArrayList<>();
        assertThatThrownBy(
                        () -> BodyLines.of(body.flux(), 10).doOnNext(lines::add).blockLast())
                .isInstanceOf(ApiException.class)
                .hasMessage("line 2 has more than 10 bytes (expected: 10 at most)");

        assertThat(lines).containsExactly("short");
        assertThat(connection.refCnt()).isOne();
        connection.release();
    }

    @Test
    void of_lineOfExactlyTheLimit_taken() {
        Body body = new Body();
        body.add(Unpooled.copiedBuffer("0123456789\n", UTF_8));
        assertThat(BodyLines.of(body.flux(), 10).collectList().block()).containsExactly("0123456789");
    }

    private static final class Body {

        private final NettyDataBufferFactory factory = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);
        private final List<ByteBuf> buffers = new ArrayList<>();

        void add(ByteBuf buffer) {
            buffers.add(buffer);
        }

        Flux<DataBuffer> flux() {
            return Flux.fromIterable(buffers).map(factory::wrap);
        }

        void expectAllReleased() {
            assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
        }
    }
}
