package live.danmaku.testkit;

/** Where the shared engines come from. Each method starts an engine and blocks until it answers; it is called once. */
interface EngineSource extends AutoCloseable {

    /** A Redis URI. */
    String startRedis();

    /** Kafka's bootstrap servers. */
    String startKafka();

    MySqlAddress startMySql();

    /** Stops whatever was started, with its data. */
    @Override
    void close();
}
