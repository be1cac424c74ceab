package live.danmaku.tools.history.run;

/** A row of the price table. */
record GiftPrice(String id, long value) {}
