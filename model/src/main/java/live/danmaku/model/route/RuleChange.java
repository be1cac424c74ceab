package live.danmaku.model.route;

/** A change of the rules. */
public sealed interface RuleChange {

    record SetGrey(GreyRelease grey) implements RuleChange {}

    /** Lowers the percentage, unless it is that low already. */
    record Lower(int hundredths) implements RuleChange {}

    /** @param forMs how long the entry stays; 0: until it is taken out */
    record PutEntry(ListPlace place, long forMs) implements RuleChange {}

    record DropEntry(ListPlace place) implements RuleChange {}

    /** Back to the rules of a version, as a new version. */
    record Undo(long version) implements RuleChange {}
}
