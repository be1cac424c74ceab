package live.danmaku.benchmarks.gears;

/**
 * One second of a burst.
 *
 * @param second since the begin; this one ends then
 * @param offered messages sent in it, a second
 * @param appended messages that became visible in it, a second
 * @param waiting messages sent and not visible at its end
 * @param lagMs the highest lag that the processor measured, as the gears' rule saw it last
 * @param gear at its end
 * @param change why the gear changed in it; empty when it did not
 */
record GearSample(double second, double offered, double appended, long waiting, long lagMs, int gear, String change) {}
