package live.danmaku.model.route;

class InMemoryRulesTest extends RuleStoreContract {

    private final InMemoryRules rules = new InMemoryRules();

    @Override
    protected RuleStore store() {
        return rules;
    }
}
