package live.danmaku.model.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CursorTest {

    @Test
    void parse_whatToStringGave_isTheSameCursor() {
        Cursor cursor = new Cursor(Epoch.random(), 123_456_789_012_345L);

        assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        assertThat(Cursor.parse(Cursor.ORIGIN.toString())).isEqualTo(Cursor.ORIGIN);
    }

    @Test
    void toString_isSafeInAUrl() {
        assertThat(new Cursor(Epoch.random(), 1L << 53).toString()).matches("[a-z0-9-]+");
    }

    @Test
    void parse_anythingElse_saysTheValueAndWhatIsExpected() {
        for (String text :
                new String[] {"", "-", "abc", "e1-", "-5", "e1--5", "E1-5", "e1-zzzzzzzzzzzz", "e1-5!", "e 1-5"}) {
            assertThatThrownBy(() -> Cursor.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cursor: '%s' (expected: a cursor that an earlier answer gave)".formatted(text));
        }
    }

    @Test
    void random_epochs_differ() {
        assertThat(Epoch.random()).isNotEqualTo(Epoch.random());
    }
}
