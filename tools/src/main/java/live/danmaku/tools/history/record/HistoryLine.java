package live.danmaku.tools.history.record;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One line of a history. Its JSON is the record's components and {@code kind}. Times are in microseconds since 1970, all
 * by one clock that never goes back ({@link HistoryClock}).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @Type(value = Send.class, name = "send"),
    @Type(value = Poll.class, name = "poll"),
    @Type(value = FaultMark.class, name = "fault"),
    @Type(value = GiftOutcome.class, name = "gift"),
    @Type(value = GiftTotal.class, name = "total"),
    @Type(value = Ending.class, name = "end"),
    @Type(value = Replay.class, name = "replay"),
    @Type(value = Visit.class, name = "visit"),
    @Type(value = Leftover.class, name = "left"),
    @Type(value = Load.class, name = "load")
})
public sealed interface HistoryLine
        permits Send, Poll, FaultMark, GiftOutcome, GiftTotal, Ending, Replay, Visit, Leftover, Load {}
