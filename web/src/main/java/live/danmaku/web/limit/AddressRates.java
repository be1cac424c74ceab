package live.danmaku.web.limit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import live.danmaku.web.address.ClientAddress;
import live.danmaku.web.problem.ProblemResponse;

/**
 * A bucket for the reads and one for the writes of each address, on this process: who reads much can still write.
 * Thread-safe, never blocks.
 */
public final class AddressRates {

    /** How long a refused caller waits: in that time a bucket gets many more. */
    public static final int RETRY_AFTER_S = 1;

    static final String TITLE = "Too Many Requests";
    static final String DETAIL = "this address sends too fast (expected: a pause of 1000 ms)";

    private final boolean exemptLoopback;
    private final Buckets<String> reads;
    private final Buckets<String> writes;
    private final Counter readsRefused;
    private final Counter writesRefused;

    public AddressRates(AddressRateSettings settings, MeterRegistry registry) {
        exemptLoopback = settings.exemptLoopback();
        reads = new Buckets<>(settings.addressPerSecond(), settings.addressBurst());
        writes = new Buckets<>(settings.addressPerSecond(), settings.addressBurst());
        readsRefused = refused("read", registry);
        writesRefused = refused("write", registry);
    }

    private static Counter refused(String call, MeterRegistry registry) {
        return Counter.builder("danmaku.http.rate.refused")
                .description("Calls answered 429 because their address calls too often")
                .tag("call", call)
                .register(registry);
    }

    /** The body of the answer to who may not: problem details. */
    public static byte[] problem() {
        return ProblemResponse.json(429, TITLE, DETAIL);
    }

    /** Counts a read; whether it may be answered. */
    public boolean mayRead(ClientAddress client) {
        return isExempt(client) || counted(reads, client, readsRefused);
    }

    /** A read that was counted is counted elsewhere. */
    public void giveReadBack(ClientAddress client) {
        if (!isExempt(client)) {
            reads.giveBack(client.network());
        }
    }

    /** Counts a write; whether it may be answered. */
    public boolean mayWrite(ClientAddress client) {
        return isExempt(client) || counted(writes, client, writesRefused);
    }

    private static boolean counted(Buckets<String> buckets, ClientAddress client, Counter refused) {
        if (buckets.tryTake(client.network())) {
            return true;
        }
        refused.increment();
        return false;
    }

    private boolean isExempt(ClientAddress client) {
        return exemptLoopback && client.isHere();
    }
}
