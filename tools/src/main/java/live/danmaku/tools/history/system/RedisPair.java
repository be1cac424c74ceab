package live.danmaku.tools.history.system;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The live Redis: a master and a replica, which one front end reads from. Clients reach both by wires, which lead to
 * whichever server has that part. Thread-safe; faults are one thread's.
 */
public final class RedisPair implements Part {

    private static final long IN_STEP_WITHIN = TimeUnit.SECONDS.toNanos(60);

    private final Path program;
    private final Path folder;
    private final List<Wire> toMaster = new ArrayList<>();
    private final List<Wire> toReplica = new ArrayList<>();
    private RedisServer master;
    private RedisServer replica;
    private int servers;

    /** Starts both; blocks until the replica has everything. */
    RedisPair(Path program, Path folder) throws InterruptedException {
        this.program = program;
        this.folder = folder;
        this.master = newServer();
        this.replica = newReplica();
    }

    private RedisServer newServer() throws InterruptedException {
        return new RedisServer(program, folder, "redis-" + ++servers);
    }

    private RedisServer newReplica() throws InterruptedException {
        RedisServer server = newServer();
        follow(server);
        return server;
    }

    private void follow(RedisServer server) throws InterruptedException {
        server.call("REPLICAOF", "127.0.0.1", Integer.toString(master.port()));
        awaitInStep(server);
    }

    private static void awaitInStep(RedisServer server) throws InterruptedException {
        long deadline = System.nanoTime() + IN_STEP_WITHIN;
        while (!String.valueOf(server.call("INFO", "replication")).contains("master_link_status:up")) {
            if (System.nanoTime() > deadline) {
                throw new ScenarioException(server.name() + " does not follow its master");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    synchronized Wire wireToMaster(String from) {
        Wire wire = new Wire(from + "~redis", master.port());
        toMaster.add(wire);
        return wire;
    }

    synchronized Wire wireToReplica(String from) {
        Wire wire = new Wire(from + "~replica", replica.port());
        toReplica.add(wire);
        return wire;
    }

    /** The replica as a part of its own: reads go elsewhere when it is away. */
    public Part replica() {
        return new ReplicaPart();
    }

    /** From now on the replica gets nothing any more, until {@link #failOver}. */
    public void cutReplication() {
        replica.call("REPLICAOF", "127.0.0.1", "1");
    }

    /** The master dies; clients find nobody until {@link #promote}. */
    public void killMaster() throws InterruptedException {
        master.kill();
    }

    /**
     * The replica is the master from now on, with what it has; a new replica follows it. What the old master had not told
     * it is lost.
     */
    public synchronized void promote() throws InterruptedException {
        replica.call("REPLICAOF", "NO", "ONE");
        master = replica;
        toMaster.forEach(wire -> wire.leadTo(master.port()));
        replica = newReplica();
        toReplica.forEach(wire -> wire.leadTo(replica.port()));
    }

    /** The place in its files that {@link #goBackTo} can go back to. */
    public Map<Path, Long> mark() {
        return master.mark();
    }

    /** The master dies, and comes again on its address as it was then; its replica gets all of it anew. Blocks. */
    public void goBackTo(Map<Path, Long> mark, long deadMs) throws InterruptedException {
        master.kill();
        TimeUnit.MILLISECONDS.sleep(deadMs);
        master.goBackTo(mark);
        master.startAgain();
    }

    /** The names of all its keys. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (RespClient client = master.client()) {
            String cursor = "0";
            do {
                if (!(client.call("SCAN", cursor, "COUNT", "1000") instanceof List<?> page)
                        || !(page.get(1) instanceof List<?> some)) {
                    throw new IOException("not a page of keys");
                }
                some.forEach(key -> keys.add(String.valueOf(key)));
                cursor = String.valueOf(page.get(0));
            } while (!cursor.equals("0"));
        } catch (IOException e) {
            throw new ScenarioException("the keys cannot be counted: " + e.getMessage(), e);
        }
        return keys;
    }

    /** When a key goes by itself; -1: never, -2: it is gone. */
    public long ttlMs(String key) {
        return master.call("PTTL", key) instanceof Long ttl ? ttl : -1;
    }

    /** Deletes keys of a beginning. */
    public void deleteAll(String beginning) {
        keys().stream().filter(key -> key.startsWith(beginning)).forEach(key -> master.call("DEL", key));
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public void kill() throws InterruptedException {
        master.kill();
    }

    @Override
    public void startAgain() throws InterruptedException {
        master.startAgain();
    }

    @Override
    public void pause() {
        master.pause();
    }

    @Override
    public void resume() {
        master.resume();
    }

    boolean isAlive() {
        return master.isAlive() && replica.isAlive();
    }

    /** Whichever server is the replica now. */
    private final class ReplicaPart implements Part {

        @Override
        public String name() {
            return "replica";
        }

        @Override
        public void kill() throws InterruptedException {
            replica.kill();
        }

        /** With what it had, or nothing: it gets everything from its master. */
        @Override
        public void startAgain() throws InterruptedException {
            replica.startAgain();
            follow(replica);
        }

        @Override
        public void pause() {
            replica.pause();
        }

        @Override
        public void resume() {
            replica.resume();
        }
    }
}
