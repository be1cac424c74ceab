package live.danmaku.tools.history.system;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The front ends of a run, as a balancer before them: each call goes to any of them, whether it lives or not. Thread-safe. */
public final class Fronts implements Supplier<Api> {

    private final List<Api> all;

    public Fronts(List<URI> urls) {
        this.all = urls.stream().map(Api::new).toList();
    }

    @Override
    public Api get() {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** Whom to ask after this one has not answered: another one, if there are several. */
    public Api after(Api one) {
        return all.get((all.indexOf(one) + 1) % all.size());
    }
}
