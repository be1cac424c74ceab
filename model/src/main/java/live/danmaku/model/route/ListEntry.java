package live.danmaku.model.route;

/**
 * An entry of a list.
 *
 * @param until when it ends by itself, in ms since 1970 by the store's clock; 0 when it stays until it is taken out
 * @param version of the rules that it came with
 * @param who put it there: a uid, or what of the system did
 * @param why the reason given; may be empty
 */
public record ListEntry(ListPlace place, long until, long version, String who, String why) {

    /** @param now in ms since 1970 by the store's clock */
    public boolean isInForceAt(long now) {
        return until == 0 || now < until;
    }
}
