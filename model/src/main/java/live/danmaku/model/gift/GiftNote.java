package live.danmaku.model.gift;

/** What is noted of one sender's use of a gift id. */
public sealed interface GiftNote {

    /** It was accepted and has not been refused. */
    record Pending() implements GiftNote {}

    /** It will never be in the ledger. */
    record Refused(String reason) implements GiftNote {}
}
