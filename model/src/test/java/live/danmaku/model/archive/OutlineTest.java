package live.danmaku.model.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import live.danmaku.model.MessageType;
import org.junit.jupiter.api.Test;

class OutlineTest {

    private static final Set<MessageType> ALL = EnumSet.allOf(MessageType.class);
    private static final Set<MessageType> COMMENTS = EnumSet.of(MessageType.COMMENT);
    private static final Set<MessageType> LIKES = EnumSet.of(MessageType.LIKE);

    private final Outline outline = Outline.of(Map.of(
            MessageType.COMMENT, new long[] {-56_820_474, -1, 0, 0, 300, 1L << 40},
            MessageType.GIFT, new long[] {299}));

    @Test
    void decode_whatWasEncoded_saysTheSame() {
        Outline decoded = Outline.decode(outline.encode());

        assertThat(decoded.messages()).isEqualTo(7);
        assertThat(decoded.encode()).isEqualTo(outline.encode());
        assertThat(decoded.first(ALL)).isEqualTo(-56_820_474);
        assertThat(decoded.last(ALL)).isEqualTo(1L << 40);
        assertThat(decoded.count(ALL, -1, 300)).isEqualTo(4);
        assertThat(Outline.decode(Outline.of(Map.of()).encode()).messages()).isZero();
    }

    @Test
    void count_times_includesTheFirstAndNotTheLastMoment() {
        assertThat(outline.count(COMMENTS, 0, 300)).isEqualTo(2);
        assertThat(outline.count(COMMENTS, 0, 301)).isEqualTo(3);
        assertThat(outline.count(COMMENTS, 1, 300)).isZero();
        assertThat(outline.count(ALL, Long.MIN_VALUE, Long.MAX_VALUE)).isEqualTo(7);
    }

    @Test
    void firstFrom_moment_findsTheNextOfTheTypes() {
        assertThat(outline.firstFrom(ALL, 1)).isEqualTo(299);
        assertThat(outline.firstFrom(COMMENTS, 1)).isEqualTo(300);
        assertThat(outline.firstFrom(COMMENTS, 300)).isEqualTo(300);
        assertThat(outline.firstFrom(ALL, (1L << 40) + 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(outline.firstFrom(LIKES, 0)).isEqualTo(Long.MAX_VALUE);
        assertThat(outline.last(LIKES)).isEqualTo(Long.MIN_VALUE);
    }
}
