package live.danmaku.model.route;

class InMemoryTicketUsesTest extends TicketUsesContract {

    private final InMemoryTicketUses uses = new InMemoryTicketUses();

    @Override
    protected TicketUses uses() {
        return uses;
    }
}
