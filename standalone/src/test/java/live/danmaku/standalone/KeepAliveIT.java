package live.danmaku.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A client that asks again the moment it was answered, as polls on one connection do. */
class KeepAliveIT {

    @Test
    void manyPollsOneAfterTheOther_areAllAnswered() throws Exception {
        HttpCalls calls = new HttpCalls(StandaloneServer.shared().baseUrl());
        calls.post("/v1/rooms", calls.token("ann"), "{\"title\":\"Kept alive\",\"room\":\"alive\"}");

        for (int i = 0; i < 2_000; i++) {
            // An answer that never comes is a time-out here.
            assertThat(calls.get("/v1/rooms/alive/messages?limit=1").statusCode())
                    .isEqualTo(200);
        }
    }
}
