package live.danmaku.model.room;

class InMemoryEndingsTest extends EndingsContract {

    private final InMemoryEndings endings = new InMemoryEndings();

    @Override
    protected Endings endings() {
        return endings;
    }
}
