package live.danmaku.model.gear;

/**
 * Where a flow's messages go.
 *
 * @param spread to many partitions, by sender, rather than to one
 * @param since when that began, in ms since 1970 by the store's clock; 0 when it was never otherwise
 */
public record Route(boolean spread, long since) {

    public static final Route HOME = new Route(false, 0);
}
