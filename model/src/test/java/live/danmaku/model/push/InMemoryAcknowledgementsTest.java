package live.danmaku.model.push;

class InMemoryAcknowledgementsTest extends AcknowledgementsContract {

    private final InMemoryAcknowledgements acknowledgements = new InMemoryAcknowledgements();

    @Override
    protected Acknowledgements acknowledgements() {
        return acknowledgements;
    }
}
