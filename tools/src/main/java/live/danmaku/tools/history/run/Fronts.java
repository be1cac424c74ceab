package live.danmaku.tools.history.run;

import java.net.URI;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** The front ends of a run, as a balancer before them: each call goes to any of them, whether it lives or not. Thread-safe. */
final class Fronts implements Supplier<Api> {

    private final List<Api> all;

    Fronts(List<URI> urls) {
        this.all = urls.stream().map(Api::new).toList();
    }

    @Override
    public Api get() {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }
}
