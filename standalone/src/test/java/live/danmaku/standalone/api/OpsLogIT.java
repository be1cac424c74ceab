package live.danmaku.standalone.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the system decided and what people changed, as ops read it. */
class OpsLogIT {

    private final Person ops = Person.with("ops");

    @ParameterizedTest
    @ValueSource(strings = {"/v1/ops/decisions", "/v1/ops/audit", "/v1/ops/gears", "/v1/ops/switches"})
    void roles_onlyOpsMayRead(String path) {
        Person.ANONYMOUS.get(path).expectProblem(401, "no token");
        Person.with("host", "moderator", "service").get(path).expectProblem(403, "needs the role ops");
        assertThat(ops.get(path).expect(200).json().isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            /v1/ops/decisions?limit=0       | limit: 0       | expected: 1-500
            /v1/ops/decisions?limit=501     | limit: 501     | expected: 1-500
            /v1/ops/decisions?limit=many    | limit: many    | expected: 1-500
            /v1/ops/decisions?before=now    | before: now    | expected: ms since 1970
            /v1/ops/audit?limit=-1          | limit: -1      | expected: 1-500
            /v1/ops/audit?below=1.5         | below: 1.5     | expected: a version
            /v1/ops/gears?type=dance        | 'dance'        | expected: one of comment
            """)
    void badQuery_is400(String path, String value, String expected) {
        ops.get(path).expectProblem(400, value, expected);
    }

    @Test
    void decisions_ofAKindThatThereIsNot_areNone() {
        assertThat(ops.get("/v1/ops/decisions?kind=%C3%BCber&before=9999999999999&limit=500")
                        .expect(200)
                        .text())
                .isEqualTo("[]");
    }
}
