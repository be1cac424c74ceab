package live.danmaku.model.room;

class InMemoryPresenceTest extends PresenceContract {

    private final InMemoryPresence presence = new InMemoryPresence(System::currentTimeMillis, TELL_WITHIN);

    @Override
    protected Presence presence() {
        return presence;
    }
}
