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
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Connections of this process to MySQL and the threads that wait on them, one for each connection, so that nobody else
 * blocks. Nothing here waits for ever: a server that does not answer, frozen or gone without a word, costs a statement
 * {@link MySqlPool#answerWithin} and the connection; what the statement did is not known then. A row that another
 * transaction holds costs it {@link MySqlSettings#lockWait}.
 */
public final class MySqlLink implements AutoCloseable {

    /** What may wait for a thread at one time; more fails at once. */
    private static final int MOST_WAITING_CALLS = 1_000;

    /** Of the schema's migration, after 1, 2 and 4 s. */
    private static final int CONNECT_RETRIES = 3;

    private static final int KEEP_IDLE_THREADS_S = 60;

    /** How often a connection that nobody uses is asked whether it lives; the least that the pool takes. */
    private static final long KEEP_ALIVE_MS = 30_000;

    private final HikariDataSource connections;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ThreadPoolExecutor threads;

    /**
     * For everything that has no pool of its own. Connects, within {@link MySqlSettings#startWithin}, and brings the
     * schema to the newest version; blocks.
     *
     * @throws RuntimeException when nobody answers there or the schema cannot be migrated
     */
    public MySqlLink(MySqlSettings settings) {
        this(settings, settings.pool(), true);
    }

    /** For one purpose; connects when it is first needed. The schema is somebody else's business. */
    MySqlLink(MySqlSettings settings, MySqlPool pool) {
        this(settings, pool, false);
    }

    private MySqlLink(MySqlSettings settings, MySqlPool pool, boolean atOnce) {
        HikariConfig config = config(settings, pool, atOnce);
        connections = atOnce ? FirstConnection.within(settings.startWithin(), config) : new HikariDataSource(config);
        if (atOnce) {
            migrate(settings);
        }
        jdbc = JdbcClient.create(connections);
        transactions = new TransactionTemplate(new JdbcTransactionManager(connections));
        // Locks only the rows that are written, not the gaps between them.
        transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                pool.connections(),
                pool.connections(),
                KEEP_IDLE_THREADS_S,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING_CALLS),
                task -> new Thread(task, pool.name() + "-" + number.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    private static HikariConfig config(MySqlSettings settings, MySqlPool pool, boolean atOnce) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(pool.name());
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setMaximumPoolSize(pool.connections());
        config.setMinimumIdle(atOnce ? 1 : 0);
        if (!atOnce) {
            config.setInitializationFailTimeout(-1);
        }
        config.setConnectionTimeout(settings.connectWithin().toMillis());
        // Less than that: who meets a dead connection tries another one.
        config.setValidationTimeout(settings.connectWithin().toMillis() / 2);
        config.setKeepaliveTime(KEEP_ALIVE_MS);
        config.setExceptionOverrideClassName(ReadOnlyIsLeft.class.getName());
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(settings.connectWithin().toMillis()));
        config.addDataSourceProperty(
                "socketTimeout", Long.toString(pool.answerWithin().toMillis()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // The server ends by itself what nobody here waits for any more.
        config.setConnectionInitSql("SET SESSION innodb_lock_wait_timeout = %d, max_execution_time = %d"
                .formatted(settings.lockWait().toSeconds(), pool.answerWithin().toMillis()));
        return config;
    }

    /** Over a connection of its own, since a migration may take long. */
    private static void migrate(MySqlSettings settings) {
        DriverManagerDataSource patient =
                new DriverManagerDataSource(settings.url(), settings.user(), settings.password());
        Flyway.configure()
                .dataSource(patient)
                .connectRetries(CONNECT_RETRIES)
                .load()
                .migrate();
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
