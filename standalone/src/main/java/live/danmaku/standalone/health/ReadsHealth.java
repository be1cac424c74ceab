package live.danmaku.standalone.health;

import live.danmaku.db.redis.ReadServers;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import reactor.core.publisher.Mono;

/** Where polls read, and how old that may be. Up while a server answers reads, however stale it is. */
public final class ReadsHealth implements ReactiveHealthIndicator {

    private final ReadServers servers;

    public ReadsHealth(ReadServers servers) {
        this.servers = servers;
    }

    @Override
    public Mono<Health> health() {
        Health.Builder health = servers.isWell() ? Health.up() : Health.down();
        return Mono.just(health.withDetail("from", servers.isMasterRead() ? "master" : "replica")
                .withDetail("address", servers.currentName())
                .withDetail("stalenessSeconds", servers.stalenessSeconds())
                .withDetail("stale", servers.isStale())
                .build());
    }
}
