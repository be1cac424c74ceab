package live.danmaku.push.pusher.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static live.danmaku.push.pusher.message.Messages.comment;
import static live.danmaku.push.pusher.message.Messages.gift;
import static live.danmaku.push.pusher.message.Messages.json;
import static live.danmaku.push.pusher.message.Messages.pushed;
import static live.danmaku.push.pusher.message.Messages.system;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import live.danmaku.model.MessageType;
import live.danmaku.model.Topic;
import live.danmaku.model.timeline.Cursor;
import live.danmaku.model.timeline.Epoch;
import live.danmaku.push.link.Encoding;
import live.danmaku.push.link.v1.Batch;
import live.danmaku.push.link.v1.Encoded;
import live.danmaku.push.pusher.message.PushedMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BatchEncoderTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Topic TOPIC = Topic.parse("room:1000");
    private static final Epoch EPOCH = new Epoch("e1");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final BatchEncoder encoder = new BatchEncoder(1000, new EncodeMetrics(registry));

    private final List<PushedMessage> messages =
            List.of(comment(10, "c1", "ann"), gift(20, "g1", "P2"), system(30, "s1"), comment(40, "c2", "bob"));

    @Test
    void nativePlain_isOnePacketWithTheMessagesAsTheyAre() {
        Packet packet = single(full(Encoding.NATIVE));

        assertThat(packet.version()).isZero();
        assertThat(packet.operation()).isEqualTo(5);
        assertThat(packet.text())
                .isEqualTo(
                        "{\"topic\":\"room:1000\",\"from\":\"e1-5\",\"to\":\"e1-14\",\"messages\":[%s],\"leftOut\":3}"
                                .formatted(messages.stream()
                                        .map(message -> new String(message.payload(), UTF_8))
                                        .collect(Collectors.joining(","))));
    }

    @Test
    void json_isTheSameAsAText() {
        String text = new String(full(Encoding.JSON), UTF_8);

        assertThat(text).startsWith("{\"op\":\"messages\",\"topic\"");
        assertThat("{" + text.substring("{\"op\":\"messages\",".length()))
                .isEqualTo(single(full(Encoding.NATIVE)).text());
    }

    @ParameterizedTest
    @EnumSource(names = {"NATIVE_ZLIB", "NATIVE_BROTLI", "WEB_LIVE_ZLIB", "WEB_LIVE_BROTLI"})
    void compressed_isOnePacket_ofWholePlainOnes(Encoding encoding) {
        Packet packet = single(full(encoding));
        Encoding plain = encoding.name().startsWith("NATIVE") ? Encoding.NATIVE : Encoding.WEB_LIVE;

        assertThat(packet.version()).isEqualTo(encoding.name().endsWith("ZLIB") ? 2 : 3);
        assertThat(packet.operation()).isEqualTo(5);
        assertThat(packet.inner())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(Packet.parse(full(plain)));
    }

    @Test
    void goim_isAPacketForEachMessage_ofItsOperation() {
        List<Packet> packets = Packet.parse(full(Encoding.GOIM));

        assertThat(packets).allSatisfy(packet -> {
            assertThat(packet.operation()).isEqualTo(1000);
            assertThat(packet.version()).isEqualTo(1);
        });
        assertThat(packets.stream().map(Packet::text))
                .containsExactlyElementsOf(messages.stream()
                        .map(message -> new String(message.payload(), UTF_8))
                        .toList());
    }

    @Test
    void webLive_isAPacketForEachMessage() {
        List<Packet> packets = Packet.parse(full(Encoding.WEB_LIVE));

        assertThat(packets).allSatisfy(packet -> {
            assertThat(packet.operation()).isEqualTo(5);
            assertThat(packet.version()).isZero();
        });
        assertThat(packets.stream()
                        .map(packet -> JSON.readTree(packet.text()).path("cmd").asString()))
                .containsExactly("DANMU_MSG", "SEND_GIFT", "COMMON_NOTICE_DANMAKU", "DANMU_MSG");
    }

    @Test
    void essential_isWithoutTheLeastImportant_andCountsThem() {
        Encoded encoded = encoded(Encoding.NATIVE, messages);
        JsonNode batch =
                JSON.readTree(single(encoded.getEssential().toByteArray()).text());

        assertThat(ids(batch)).containsExactly("g1", "s1");
        assertThat(batch.path("leftOut").asInt()).isEqualTo(5);
        assertThat(encoded.getEssentialLeftOut()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void essential_whenAllMayBeLeftOut_isEmpty_andAbsentWhenNothingMay(Encoding encoding) {
        Encoded comments = encoded(encoding, List.of(comment(10, "c1", "ann"), comment(20, "c2", "ann")));
        assertThat(comments.hasEssential()).isTrue();
        assertThat(comments.getEssential().isEmpty()).isTrue();
        assertThat(comments.getEssentialLeftOut()).isEqualTo(5);

        assertThat(encoded(encoding, List.of(gift(20, "g1", "P2"))).hasEssential())
                .isFalse();
    }

    @Test
    void nothingToSay_isEmptyInForeignDialects_andABatchInOurs() {
        for (Encoding encoding : Encoding.values()) {
            byte[] bytes = encoded(encoding, List.of()).getFull().toByteArray();
            boolean isOurs = encoding.name().startsWith("NATIVE") || encoding == Encoding.JSON;
            assertThat(bytes.length > 0).as("%s", encoding).isEqualTo(isOurs);
        }
    }

    @Test
    void gap_isTold_andBreaksTheChainOfPlaces() {
        BatchContent content = new BatchContent(TOPIC, cursor(5), cursor(40), true, messages, 0);
        JsonNode batch = JSON.readTree(new String(bytes(content, Encoding.JSON), UTF_8));

        assertThat(batch.path("gap").asBoolean()).isTrue();
        assertThat(batch.path("from").asString()).isEqualTo("e1-9");
        assertThat(encoder.encode(content).with(List.of()).getFrom()).isEqualTo("e1-5");
    }

    @Test
    void batch_saysWhatItHolds() {
        Batch batch = encoder.encode(content(messages))
                .with(EnumSet.allOf(Encoding.class))
                .build();

        assertThat(batch.getTopic()).isEqualTo("room:1000");
        assertThat(batch.getFrom()).isEqualTo("e1-5");
        assertThat(batch.getTo()).isEqualTo("e1-14");
        assertThat(batch.getMessages()).isEqualTo(4);
        assertThat(batch.getLeftOut()).isEqualTo(3);
        assertThat(batch.getGap()).isFalse();
        assertThat(batch.getEncodedList().stream().map(Encoded::getEncoding)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    @Test
    void encodings_areMadeOnce() {
        EncodedBatch batch = encoder.encode(content(messages));

        assertThat(batch.with(List.of(Encoding.NATIVE_ZLIB)).build().getEncoded(0))
                .isSameAs(batch.with(List.of(Encoding.NATIVE, Encoding.NATIVE_ZLIB))
                        .build()
                        .getEncoded(1));
    }

    @Test
    void most_isTheMostThatAMessageTakes() {
        Map<Encoding, Boolean> plain =
                Map.of(Encoding.NATIVE, false, Encoding.JSON, false, Encoding.GOIM, false, Encoding.WEB_LIVE, true);
        for (PushedMessage message : oddMessages()) {
            plain.forEach((encoding, webLive) -> {
                int alone = encoded(encoding, List.of(message)).getFull().size();
                int without = encoded(encoding, List.of()).getFull().size();
                assertThat(alone - without).as("%s", encoding).isLessThan(BatchEncoder.most(message, webLive));
            });
        }
    }

    private static List<PushedMessage> oddMessages() {
        List<PushedMessage> odd = new ArrayList<>();
        for (String text : List.of("", "\\\"".repeat(500), "\\u0001".repeat(500), "😀".repeat(250), "弹".repeat(500))) {
            odd.add(pushed(1, json(MessageType.COMMENT, "P3", "m1", "ann", "{\"text\":\"%s\"}".formatted(text))));
            odd.add(pushed(1, json(MessageType.SYSTEM, "P0", "m1", "ann", "{\"event\":\"%s\"}".formatted(text))));
            odd.add(pushed(
                    1,
                    json(MessageType.STATUS, "P3", "m1", "ann", "{\"key\":\"k\",\"value\":\"%s\"}".formatted(text))));
        }
        odd.add(gift(1, "m1", "P1"));
        odd.add(pushed(
                1,
                json(
                        MessageType.GIFT,
                        "P1",
                        "m1",
                        "ann",
                        "{\"gift\":\"rocket\",\"count\":1,\"combo\":3,\"final\":true,\"value\":1}")));
        odd.add(pushed(1, json(MessageType.MEMBER, "P3", "m1", "ann", "{\"event\":\"enter\"}")));
        odd.add(pushed(1, json(MessageType.LIKE, "P3", "m1", "ann", "{\"count\":1,\"total\":5}")));
        return odd;
    }

    @ParameterizedTest
    @EnumSource
    void bytes_neverExceedAFrame_evenIfAMessageDoes(Encoding encoding) {
        Random random = new Random(1);
        String noise = IntStream.range(0, 80_000)
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(26))))
                .collect(Collectors.joining());
        List<PushedMessage> some = List.of(
                comment(10, "c1", "ann"),
                pushed(20, json(MessageType.SYSTEM, "P0", "huge", "ann", "{\"event\":\"%s\"}".formatted(noise))),
                system(30, "s1"));

        Encoded encoded = encoded(encoding, some);

        assertThat(encoded.getFull().size()).isBetween(1, BatchEncoder.MOST_BYTES);
        assertThat(encoded.getEssential().size()).isBetween(1, BatchEncoder.MOST_BYTES);
        if (encoding == Encoding.JSON) {
            JsonNode batch = JSON.readTree(encoded.getFull().toStringUtf8());
            assertThat(ids(batch)).containsExactly("c1", "s1");
            assertThat(batch.path("leftOut").asInt()).isEqualTo(4);
        }
        boolean isCompressed =
                encoding.name().endsWith("ZLIB") || encoding.name().endsWith("BROTLI");
        if (!isCompressed) {
            assertThat(registry.counter("danmaku.pusher.too.large").count()).isPositive();
        }
    }

    private byte[] full(Encoding encoding) {
        return encoded(encoding, messages).getFull().toByteArray();
    }

    private Encoded encoded(Encoding encoding, List<PushedMessage> some) {
        return encoder.encode(content(some)).with(List.of(encoding)).build().getEncoded(0);
    }

    private byte[] bytes(BatchContent content, Encoding encoding) {
        return encoder.encode(content)
                .with(List.of(encoding))
                .build()
                .getEncoded(0)
                .getFull()
                .toByteArray();
    }

    private static BatchContent content(List<PushedMessage> some) {
        return new BatchContent(TOPIC, cursor(5), cursor(40), false, some, 3);
    }

    private static Cursor cursor(long place) {
        return new Cursor(EPOCH, place);
    }

    private static Packet single(byte[] bytes) {
        List<Packet> packets = Packet.parse(bytes);
        assertThat(packets).hasSize(1);
        return packets.get(0);
    }

    private static List<String> ids(JsonNode batch) {
        Function<JsonNode, String> id = message -> message.path("id").asString();
        return StreamSupport.stream(batch.path("messages").spliterator(), false)
                .map(id)
                .toList();
    }
}
