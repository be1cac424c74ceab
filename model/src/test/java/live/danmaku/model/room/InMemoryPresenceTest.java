package live.danmaku.model.room;

class InMemoryPresenceTest extends PresenceContract {

    private final InMemoryPresence presence = new InMemoryPresence(System::currentTimeMillis);

    @Override
    protected Presence presence() {
        return presence;
    }
}
