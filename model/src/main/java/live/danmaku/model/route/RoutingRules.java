package live.danmaku.model.route;

import java.util.Map;

/**
 * The rules of one version.
 *
 * @param version the audit's, of the change that made them; 0 before the first
 * @param entries of both lists, also those that have ended
 */
public record RoutingRules(long version, GreyRelease grey, Map<ListPlace, ListEntry> entries) {

    public static final RoutingRules INITIAL = new RoutingRules(0, GreyRelease.INITIAL, Map.of());

    public RoutingRules {
        entries = Map.copyOf(entries);
    }

    /** @param now in ms since 1970 by the store's clock */
    public RulesInForce inForceAt(long now) {
        return new RulesInForce(version, grey, list(ListName.BLACK, now), list(ListName.WHITE, now));
    }

    private RouteList list(ListName name, long now) {
        return RouteList.of(entries.values().stream()
                .filter(entry -> entry.place().list() == name && entry.isInForceAt(now))
                .toList());
    }

    /** When the next entry after a moment ends; {@link Long#MAX_VALUE} when none does. */
    public long nextEndAfter(long now) {
        return entries.values().stream()
                .mapToLong(ListEntry::until)
                .filter(until -> until > now)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
