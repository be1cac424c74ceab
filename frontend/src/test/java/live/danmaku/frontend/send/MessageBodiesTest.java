package live.danmaku.frontend.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import live.danmaku.model.MessageType;
import live.danmaku.model.gift.Gift;
import live.danmaku.model.gift.GiftCatalog;
import live.danmaku.web.problem.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

class MessageBodiesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private final GiftCatalog gifts = () -> CompletableFuture.completedFuture(
            List.of(new Gift("rose", "Rose", 10), new Gift("rocket", "Rocket", 5_000)));
    private final MessageBodies bodies = new MessageBodies(gifts);

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            COMMENT | {"text":"hi"}                                            | {"text":"hi"}
            COMMENT | {"text":"e\\u0301"}                                      | {"text":"é"}
            COMMENT | {"text":"hi","color":16777215,"mode":"top"}              | {"text":"hi","color":16777215,"mode":"top"}
            COMMENT | {"text":"hi","color":0,"mode":"scroll"}                  | {"text":"hi","color":0,"mode":"scroll"}
            COMMENT | {"text":"hi","mode":"bottom"}                            | {"text":"hi","mode":"bottom"}
            COMMENT | {"text":"hi","admin":true,"html":"<b>"}                  | {"text":"hi"}
            GIFT    | {"gift":"rose"}                                          | {"gift":"rose","count":1,"value":10}
            GIFT    | {"gift":"rocket","count":3}                              | {"gift":"rocket","count":3,"value":15000}
            GIFT    | {"gift":"rose","count":9999}                             | {"gift":"rose","count":9999,"value":99990}
            GIFT    | {"gift":"rose","count":2,"value":1000000,"combo":7}      | {"gift":"rose","count":2,"value":20}
            LIKE    | {}                                                       | {"count":1}
            LIKE    | {"count":1000,"total":5}                                 | {"count":1000}
            MEMBER  | {"event":"enter"}                                        | {"event":"enter"}
            MEMBER  | {"event":"leave","x":1}                                  | {"event":"leave"}
            STATUS  | {"key":"pk","value":{"red":3,"blue":4}}                  | {"key":"pk","value":{"red":3,"blue":4}}
            STATUS  | {"key":"pk","value":null}                                | {"key":"pk","value":null}
            STATUS  | {"key":"pk","value":7,"x":1}                             | {"key":"pk","value":7}
            STATUS  | {"key":"p\\u202Ek","value":"a\\u0000b\\u202E"}               | {"key":"pk","value":"ab"}
            STATUS  | {"key":"pk","value":{"a\\u2066":["e\\u0301",1,null]}}     | {"key":"pk","value":{"a":["é",1,null]}}
            SYSTEM  | {"event":"notice","text":"soon","n":1}                   | {"event":"notice","text":"soon","n":1}
            """)
    void read_goodBody_becomesWhatReadersGet(MessageType type, String sent, String stored) {
        assertThat(read(type, sent)).isEqualTo(stored);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            COMMENT | []                                | body: [] (expected: an object)
            COMMENT | "hi"                              | body: "hi" (expected: an object)
            COMMENT | null                              | body: null (expected: an object)
            COMMENT | {}                                | text: missing (expected: text)
            COMMENT | {"text":5}                        | text: 5 (expected: text)
            COMMENT | {"text":null}                     | text: null (expected: text)
            COMMENT | {"text":" "}                      | text: blank (expected: 1 to 500 characters)
            COMMENT | {"text":"hi","color":-1}          | color: -1 (expected: 0 to 16777215)
            COMMENT | {"text":"hi","color":16777216}    | color: 16777216 (expected: 0 to 16777215)
            COMMENT | {"text":"hi","color":1.5}         | color: 1.5 (expected: 0 to 16777215)
            COMMENT | {"text":"hi","color":"red"}       | color: "red" (expected: 0 to 16777215)
            COMMENT | {"text":"hi","color":99999999999999999999} | color: 99999999999999999999 (expected: 0 to 16777215)
            COMMENT | {"text":"hi","mode":"sideways"}   | mode: 'sideways' (expected: one of scroll, top, bottom)
            COMMENT | {"text":"hi","mode":1}            | mode: 1 (expected: text)
            GIFT    | {}                                | gift: missing (expected: text)
            GIFT    | {"gift":"moon"}                   | gift: 'moon' (expected: one of [rose, rocket])
            GIFT    | {"gift":"rose","count":0}         | count: 0 (expected: 1 to 9999)
            GIFT    | {"gift":"rose","count":10000}     | count: 10000 (expected: 1 to 9999)
            GIFT    | {"gift":"rose","count":"2"}       | count: "2" (expected: 1 to 9999)
            LIKE    | {"count":0}                       | count: 0 (expected: 1 to 1000)
            LIKE    | {"count":1001}                    | count: 1001 (expected: 1 to 1000)
            MEMBER  | {}                                | event: missing (expected: text)
            MEMBER  | {"event":"dance"}                 | event: 'dance' (expected: enter or leave)
            STATUS  | {"value":1}                       | key: missing (expected: text)
            STATUS  | {"key":"","value":1}              | key: 0 characters (expected: 1 to 64)
            STATUS  | {"key":"\\u202E","value":1}          | key: 0 characters (expected: 1 to 64)
            STATUS  | {"key":"pk"}                      | value: missing (expected: JSON of at most 1000 characters)
            SYSTEM  | {}                                | event: missing (expected: text)
            SYSTEM  | {"event":7}                       | event: 7 (expected: text)
            """)
    void read_badBody_is400ThatSaysWhatIsExpected(MessageType type, String sent, String detail) {
        refuses(type, sent, detail);
    }

    @Test
    void read_noBody_is400() {
        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> bodies.read(MessageType.LIKE, null))
                .withMessage("body: missing (expected: an object)");
    }

    @Test
    void read_statusValueBeyondItsLimit_is400() {
        refuses(
                MessageType.STATUS,
                "{\"key\":\"pk\",\"value\":\"%s\"}".formatted("x".repeat(1_000)),
                "value: too long (expected: JSON of at most 1000 characters)");
    }

    @Test
    void read_statusKeyBeyondItsLimit_is400() {
        refuses(
                MessageType.STATUS,
                "{\"key\":\"%s\",\"value\":1}".formatted("k".repeat(65)),
                "key: 65 characters (expected: 1 to 64)");
    }

    private String read(MessageType type, String body) {
        return bodies.read(type, JSON.readTree(body))
                .toCompletableFuture()
                .join()
                .toString();
    }

    /** Thrown or told by the stage, the caller sees no difference. */
    private void refuses(MessageType type, String sent, String detail) {
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> read(type, sent))
                .satisfies(thrown -> {
                    Throwable failure = thrown instanceof CompletionException ? thrown.getCause() : thrown;
                    assertThat(failure).isInstanceOfSatisfying(ApiException.class, refusal -> {
                        assertThat(refusal).hasMessage(detail);
                        assertThat(refusal.status()).isEqualTo(HttpStatus.BAD_REQUEST);
                    });
                });
    }
}
