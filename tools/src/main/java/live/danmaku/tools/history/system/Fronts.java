package live.danmaku.tools.history.system;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The front ends of a run, as a balancer before them: each call goes to any of them; one that did not answer is left alone
 * for some seconds. Thread-safe.
 */
public final class Fronts implements Supplier<Api> {

    private static final long LEFT_ALONE = TimeUnit.SECONDS.toNanos(8);

    private final List<Api> all;
    private final Map<Api, Long> failedAt = new ConcurrentHashMap<>();

    public Fronts(List<URI> urls) {
        this.all = urls.stream().map(Api::new).toList();
    }

    @Override
    public Api get() {
        Api any = any();
        Long failed = failedAt.get(any);
        return failed == null || System.nanoTime() - failed > LEFT_ALONE ? any : after(any);
    }

    private Api any() {
        return all.get(ThreadLocalRandom.current().nextInt(all.size()));
    }

    /** It did not answer. */
    public void failed(Api one) {
        failedAt.put(one, System.nanoTime());
    }

    /** Whom to ask after this one has not answered: another one, if there are several. */
    public Api after(Api one) {
        return all.get((all.indexOf(one) + 1) % all.size());
    }
}
