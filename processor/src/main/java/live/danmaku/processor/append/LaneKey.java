package live.danmaku.processor.append;

import live.danmaku.model.gear.Flow;

/** What waits for nothing else: the records of a flow in one partition. */
record LaneKey(Flow flow, int partition) {

    static LaneKey of(PendingRecord pending) {
        return new LaneKey(
                new Flow(pending.message().topic(), pending.message().type()),
                pending.record().partition());
    }
}
