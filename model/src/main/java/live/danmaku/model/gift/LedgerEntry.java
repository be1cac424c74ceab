package live.danmaku.model.gift;

/** What became of a purchase that was to be entered in the {@link GiftLedger}. */
public sealed interface LedgerEntry {

    /** It is in the ledger now and was not before. */
    record Recorded() implements LedgerEntry {}

    /** It was in the ledger before; this was a repeat. */
    record Already() implements LedgerEntry {}

    /**
     * Nothing was entered: its sender's id stands for another purchase.
     *
     * @param first what the id stands for
     */
    record Conflict(GiftPurchase first) implements LedgerEntry {}
}
