package live.danmaku.model.route;

class InMemoryNodesTest extends NodeRegistryContract {

    private final InMemoryNodes nodes = new InMemoryNodes();

    @Override
    protected NodeRegistry registry() {
        return nodes;
    }
}
