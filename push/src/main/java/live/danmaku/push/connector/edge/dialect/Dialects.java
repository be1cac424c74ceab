package live.danmaku.push.connector.edge.dialect;

import java.util.List;
import live.danmaku.push.connector.edge.connection.Dialect;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where clients begin.
 *
 * @param packets binary messages and TCP; the auth tells the dialect
 * @param text WebSocket text
 */
public record Dialects(Dialect packets, Dialect text) {

    /**
     * All there are.
     *
     * @param goimOperation what goim's clients know messages by
     */
    public static Dialects all(JsonMapper json, int goimOperation) {
        Disconnect disconnect = new Disconnect(json);
        return new Dialects(
                new Newcomers(
                        json,
                        List.of(
                                new WebLiveDialect(),
                                new GoimDialect(goimOperation, disconnect),
                                new NativeDialect(json, disconnect)),
                        disconnect),
                new JsonDialect(json, disconnect));
    }
}
