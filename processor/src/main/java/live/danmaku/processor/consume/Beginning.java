package live.danmaku.processor.consume;

/**
 * Where a reading of a partition begins.
 *
 * @param offset of the first record to be read
 * @param recordedAt no record before it has a later Kafka timestamp that matters, in ms since 1970
 * @param storeId which store the timelines are in; empty when that is not known
 * @param rebuiltBelow records below this offset were appended to another store, which is gone; 0 when there are none
 */
record Beginning(long offset, long recordedAt, String storeId, long rebuiltBelow) {}
