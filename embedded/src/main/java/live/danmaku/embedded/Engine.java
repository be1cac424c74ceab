package live.danmaku.embedded;

import java.util.concurrent.CompletionStage;

/** A running engine. */
public interface Engine extends AutoCloseable {

    EngineKind kind();

    /** Where clients find it: a Redis URI, Kafka's bootstrap servers, or a JDBC URL. */
    String address();

    /** Completes, never exceptionally, when the engine is no longer running for whatever reason. */
    CompletionStage<Void> ended();

    /** Stops the engine, keeping its data. Blocks for 7 s at most; then it is killed. Closing twice does nothing. */
    @Override
    void close();
}
