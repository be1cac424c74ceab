package live.danmaku.routing.ops;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import live.danmaku.model.route.EntryKind;
import live.danmaku.model.route.ListEntry;
import live.danmaku.model.route.ListName;
import live.danmaku.model.route.RoutingRules;
import live.danmaku.model.route.RuleStore;
import org.jspecify.annotations.Nullable;

/**
 * Both lists as ops see them.
 *
 * @param version of the rules
 */
record Lists(long version, OneList black, OneList white) {

    record OneList(List<Row> uid, List<Row> device, List<Row> version) {}

    /**
     * @param until when it ends by itself, in ms since 1970; left out when it does not
     * @param version of the rules that it came with
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Row(String value, @Nullable Long until, String who, String reason, long version) {

        static Row of(ListEntry entry) {
            return new Row(
                    entry.place().value(),
                    entry.until() == 0 ? null : entry.until(),
                    entry.who(),
                    entry.why(),
                    entry.version());
        }
    }

    static Lists of(RuleStore.Reading reading) {
        RoutingRules rules = Objects.requireNonNull(reading.rules());
        List<ListEntry> entries = new ArrayList<>(rules.entries().values());
        entries.removeIf(entry -> !entry.isInForceAt(reading.now()));
        entries.sort(Comparator.comparing(entry -> entry.place().value()));
        return new Lists(rules.version(), list(entries, ListName.BLACK), list(entries, ListName.WHITE));
    }

    private static OneList list(List<ListEntry> entries, ListName name) {
        return new OneList(
                rows(entries, name, EntryKind.UID),
                rows(entries, name, EntryKind.DEVICE),
                rows(entries, name, EntryKind.VERSION));
    }

    private static List<Row> rows(List<ListEntry> entries, ListName name, EntryKind kind) {
        return entries.stream()
                .filter(entry -> entry.place().list() == name && entry.place().kind() == kind)
                .map(Row::of)
                .toList();
    }
}
