package live.danmaku.client;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** The route: what the server last said about connecting, and the ticket that came with it. Of the client's thread alone. */
final class Router {

    /** Tickets are good for a little longer. */
    private static final long TICKET_FRESH_MS = 25_000;

    private final ServerApi api;
    private final ClientSettings settings;
    private final Random random;
    private final Executor thread;
    private Route route = Route.UNKNOWN;
    private long ticketAt = Long.MIN_VALUE;

    /** @param thread the client's */
    Router(ServerApi api, ClientSettings settings, Random random, Executor thread) {
        this.api = api;
        this.settings = settings;
        this.random = random;
        this.thread = thread;
    }

    Route route() {
        return route;
    }

    /** Completes with whether there was a good answer, on the client's thread; without one, the last one holds. */
    CompletableFuture<Boolean> ask() {
        String query = "?uid=%s&device=%s&version=%s&platform=jvm"
                .formatted(
                        ServerApi.encoded(settings.uid()),
                        ServerApi.encoded(settings.device()),
                        ServerApi.encoded(settings.version()));
        return api.get("/v1/route" + query)
                .thenApplyAsync(
                        answer -> {
                            if (answer.status() != 200) {
                                return false;
                            }
                            route = Route.of(answer.json(), settings.link(), random);
                            ticketAt = now();
                            return true;
                        },
                        thread);
    }

    /** Completes when the ticket is fresh, or when that could not be had. */
    CompletableFuture<Boolean> freshTicket() {
        boolean fresh = ticketAt != Long.MIN_VALUE && now() - ticketAt < TICKET_FRESH_MS;
        return fresh ? CompletableFuture.completedFuture(true) : ask();
    }

    /** The ticket. It is not fresh any more: some work once. */
    String takeTicket() {
        ticketAt = Long.MIN_VALUE;
        return route.ticket();
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
