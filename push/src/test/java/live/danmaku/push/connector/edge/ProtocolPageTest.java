package live.danmaku.push.connector.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import live.danmaku.push.connector.edge.packet.Operation;
import live.danmaku.push.connector.session.CloseReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/protocol.md}: its conversations are what a server does, byte by byte, and its tables are complete. */
class ProtocolPageTest {

    private static final Path PAGE = Path.of("..", "docs", "protocol.md");

    /** A client that reads nothing of what it is sent is waited for so long. */
    private static final Duration GIVING_UP = Duration.ofSeconds(10);

    private static final Pattern CONVERSATION = Pattern.compile("```hex tcp\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OPERATION =
            Pattern.compile("^\\| (\\d+) \\| [^|]+ \\| (client|server) \\|", Pattern.MULTILINE);
    private static final Pattern CLOSE_CODE =
            Pattern.compile("^\\| (4\\d{3}) \\| [^|]+ \\| (yes|no) \\|", Pattern.MULTILINE);

    private final EmbeddedEdge edge = new EmbeddedEdge();

    @AfterEach
    void giveBack() {
        edge.close();
    }

    static List<String> conversations() throws IOException {
        return found(CONVERSATION).map(found -> found.group(1)).toList();
    }

    /** {@code >} is sent by the client, {@code <} by the server. */
    @ParameterizedTest
    @MethodSource
    void conversations(String conversation) {
        EmbeddedClient client = edge.tcp();
        List<String> real = new ArrayList<>();
        for (String line : conversation.lines().toList()) {
            if (line.startsWith("> ")) {
                real.add(line);
                client.sendBytes(Unpooled.wrappedBuffer(
                        HexFormat.of().parseHex(line.substring(2).replace(" ", ""))));
                packets(client).forEach(packet -> real.add("< " + packet));
            }
        }
        client.pass(GIVING_UP);
        if (!client.channel.isOpen()) {
            real.add("< closed");
        }

        assertThat(String.join("\n", real)).isEqualTo(conversation.strip());
    }

    private static Stream<String> packets(EmbeddedClient client) {
        ByteBuf all = Unpooled.buffer();
        @Nullable ByteBuf bytes;
        while ((bytes = client.channel.readOutbound()) != null) {
            all.writeBytes(bytes);
            bytes.release();
        }
        List<String> packets = new ArrayList<>();
        while (all.isReadable()) {
            int length = all.getInt(all.readerIndex());
            packets.add(text(ByteBufUtil.hexDump(all.readSlice(length))));
        }
        return packets.stream();
    }

    private static String text(String hex) {
        String header = "%s %s %s %s %s"
                .formatted(
                        hex.substring(0, 8),
                        hex.substring(8, 12),
                        hex.substring(12, 16),
                        hex.substring(16, 24),
                        hex.substring(24, 32));
        return hex.length() == 32 ? header : header + " " + hex.substring(32);
    }

    @Test
    void operations_areThoseOfTheCode() throws IOException {
        List<Integer> known = Arrays.stream(Operation.class.getFields())
                .map(ProtocolPageTest::number)
                .sorted()
                .toList();

        assertThat(found(OPERATION).map(row -> Integer.parseInt(row.group(1)))).isEqualTo(known);
    }

    @Test
    void closeCodes_areThoseOfTheCode() throws IOException {
        Map<Integer, Boolean> known = Arrays.stream(CloseReason.class.getFields())
                .map(ProtocolPageTest::number)
                .collect(Collectors.toMap(
                        code -> code, code -> CloseReason.of(code, "").reconnect(), (a, b) -> a, TreeMap::new));

        assertThat(found(CLOSE_CODE)
                        .collect(Collectors.toMap(
                                row -> Integer.parseInt(row.group(1)),
                                row -> row.group(2).equals("yes"))))
                .isEqualTo(known);
    }

    private static int number(java.lang.reflect.Field constant) {
        try {
            return constant.getInt(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<MatchResult> found(Pattern pattern) throws IOException {
        return pattern.matcher(Files.readString(PAGE)).results();
    }
}
