package live.danmaku.frontend.ops.gear;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import live.danmaku.model.Topic;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import org.jspecify.annotations.Nullable;

/**
 * A flow's gear as ops see it. Times are ms since 1970.
 *
 * @param room a room's id, or the name of a topic that is no room's
 * @param lagMs 0 when nothing was appended lately, as {@code ratePerS} is
 * @param since when the gear was chosen: the stream's start for one that was never in another; left out when unknown
 * @param pinnedUntil left out when ops have not pinned it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GearRow(
        String room,
        String type,
        int gear,
        long lagMs,
        long ratePerS,
        @Nullable Long since,
        String reason,
        @Nullable Long pinnedUntil) {

    static final Comparator<GearRow> HIGHEST_FIRST = Comparator.comparing(GearRow::gear)
            .thenComparing(GearRow::ratePerS)
            .reversed()
            .thenComparing(GearRow::room)
            .thenComparing(GearRow::type);

    private static final String NO_REASON = "nothing asks for more";

    static GearRow of(GearState state, @Nullable FlowLoad load, @Nullable GearPin pin, @Nullable Long streamStart) {
        return new GearRow(
                room(state.flow()),
                state.flow().type().wireName(),
                state.gear().number(),
                load == null ? 0 : load.lagMs(),
                load == null ? 0 : load.ratePerS(),
                state.since() == 0 ? streamStart : Long.valueOf(state.since()),
                state.reason().isEmpty() ? NO_REASON : state.reason(),
                pin == null ? null : pin.until());
    }

    static String room(Flow flow) {
        Topic topic = flow.topic();
        return topic.asRoom().map(Object::toString).orElse(topic.name());
    }
}
