package live.danmaku.model.gear;

/**
 * The gear a flow is in. Times are ms since 1970 by the store's clock, which all processes share.
 *
 * @param since when the gear was chosen
 * @param reason why, for people
 * @param move which partitions the flow's messages take
 */
public record GearState(Flow flow, Gear gear, long since, String reason, Move move) {

    /**
     * When a flow's messages began to take other partitions. Front ends do so at the same moment by the store's clock, which
     * lies ahead when they are told.
     *
     * @param at when they do; 0 when they never did
     * @param before when they did the last time before that, or 0
     */
    public record Move(long at, long before) {

        public static final Move NEVER = new Move(0, 0);

        /** How long before it happens a move is told. */
        public static final long TOLD_BEFORE_MS = 800;
    }

    /** What a flow is in that nobody has spoken of. */
    public static GearState first(Flow flow) {
        return new GearState(flow, Gear.FIRST, 0, "", Move.NEVER);
    }

    /** Where messages go that are accepted at a time. */
    public Route routeAt(long now) {
        return now >= move.at() ? new Route(gear.isSpread(), move.at()) : new Route(!gear.isSpread(), move.before());
    }

    /** This flow in another gear. */
    public GearState shift(Gear next, long now, String why) {
        Move nextMove = next.isSpread() == gear.isSpread() ? move : new Move(now + Move.TOLD_BEFORE_MS, move.at());
        return new GearState(flow, next, now, why, nextMove);
    }

    /** Whether the last move has happened, so that another one may be told. */
    public boolean isSettled(long now) {
        return now >= move.at() + Move.TOLD_BEFORE_MS;
    }
}
