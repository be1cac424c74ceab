package live.danmaku.db.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * This process's connections to MySQL and the threads that wait on them, one for each connection, so that nobody else
 * blocks. Opening it brings the schema to the newest version.
 */
public final class MySqlLink implements AutoCloseable {

    /** What may wait for a thread at one time; more fails at once. */
    private static final int MOST_WAITING_CALLS = 1_000;

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ThreadPoolExecutor threads;

    /**
     * Connects and migrates; blocks.
     *
     * @throws RuntimeException when nobody answers there or the schema cannot be migrated
     */
    public MySqlLink(MySqlSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("mysql");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(1);
        config.setConnectionTimeout(2_000);
        connections = new HikariDataSource(config);
        Flyway.configure().dataSource(connections).load().migrate();
        jdbc = JdbcClient.create(connections);
        transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
        // Locks only the rows that are written, not the gaps between them.
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                settings.connections(),
                settings.connections(),
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING_CALLS),
                task -> new Thread(task, "mysql-" + number.incrementAndGet()));
    }

    /** Runs statements on one of the threads. The stage fails when they fail or too many calls wait already. */
    <T> CompletionStage<T> call(Function<JdbcClient, T> statements) {
        try {
            return CompletableFuture.supplyAsync(() -> statements.apply(jdbc), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** As {@link #call(Function)}, for statements some of which belong together: those run inside the template. */
    <T> CompletionStage<T> call(BiFunction<JdbcClient, TransactionTemplate, T> statements) {
        return call(client -> statements.apply(client, transactions));
    }

    /** Completes when MySQL answers. */
    public CompletionStage<Integer> ping() {
        return call(jdbc -> jdbc.sql("SELECT 1").query(Integer.class).single());
    }

    @Override
    public void close() {
        threads.shutdown();
        connections.close();
    }
}
