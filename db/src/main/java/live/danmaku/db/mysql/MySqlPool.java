package live.danmaku.db.mysql;

import java.time.Duration;

/**
 * Connections that serve one purpose.
 *
 * @param name of the pool, and the beginning of its threads' names
 * @param connections at most
 * @param answerWithin after which a statement has failed and its connection is given up
 */
record MySqlPool(String name, int connections, Duration answerWithin) {}
