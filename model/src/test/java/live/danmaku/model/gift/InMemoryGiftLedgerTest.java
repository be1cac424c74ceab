package live.danmaku.model.gift;

class InMemoryGiftLedgerTest extends GiftLedgerContract {

    private final InMemoryGiftLedger ledger = new InMemoryGiftLedger();

    @Override
    protected GiftLedger ledger() {
        return ledger;
    }
}
