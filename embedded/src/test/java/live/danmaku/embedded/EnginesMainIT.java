package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesMainIT {

    private final int redisPort = LoopbackPort.free();
    private final int kafkaPort = LoopbackPort.freePair();
    private final int mySqlPort = LoopbackPort.free();
    private final RedisCommands redis = new RedisCommands(redisPort);

    @TempDir
    Path data;

    @Test
    void killedByKill9_leavesNoOrphanAndLosesNothing() throws Exception {
        String jdbcUrl;
        String password;
        try (ChildJvm child = start("redis,kafka,mysql")) {
            List<String> lines = child.readUntilSettled();
            assertThat(lines)
                    .contains("starting redis", "starting kafka", "starting mysql")
                    .contains("ready redis redis://127.0.0.1:" + redisPort)
                    .contains("ready kafka 127.0.0.1:" + kafkaPort)
                    .endsWith("ready all");
            jdbcUrl = mySqlWordsIn(lines)[2];
            password = mySqlWordsIn(lines)[4];
            redis.say("SET word first");
            topic().create().append("first");
            new MySqlTable(jdbcUrl, password).insert("first");

            List<ProcessHandle> natives = child.descendants();
            assertThat(natives).hasSizeGreaterThanOrEqualTo(4);
            child.process().destroyForcibly();
            await().atMost(Duration.ofSeconds(2)).until(() -> natives.stream().noneMatch(EnginesMainIT::runs));
        }
        try (ChildJvm child = start("redis,kafka,mysql")) {
            assertThat(child.readUntilSettled()).endsWith("ready all");
            assertThat(redis.say("STRLEN word")).isEqualTo(":5");
            assertThat(topic().read(1)).containsExactly("first");
            assertThat(new MySqlTable(jdbcUrl, password).notes()).containsExactly("first");

            // Every process at once, the lifelines too, and straight on in the same folder.
            List<ProcessHandle> natives = child.descendants();
            child.process().destroyForcibly();
            natives.forEach(ProcessHandle::destroyForcibly);
        }
        try (ChildJvm child = start("redis,kafka,mysql")) {
            assertThat(child.readUntilSettled()).endsWith("ready all");
            assertThat(new MySqlTable(jdbcUrl, password).notes()).containsExactly("first");

            List<ProcessHandle> natives = child.descendants();
            child.endInput();
            assertThat(child.process().waitFor(8, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(1)).until(() -> natives.stream().noneMatch(EnginesMainIT::runs));
        }
    }

    @Test
    void startWhileTheKilledOneDies_waitsForIt() throws Exception {
        for (int i = 0; i < 3; i++) {
            try (ChildJvm child = start("redis")) {
                assertThat(child.readUntilSettled()).endsWith("ready all");
                child.process().destroyForcibly();
            }
        }
    }

    @Test
    void startInUsedFolder_tellsTheHolder() throws Exception {
        try (ChildJvm first = start("redis");
                ChildJvm second = start("redis")) {
            assertThat(List.of(first.readUntilSettled(), second.readUntilSettled()))
                    .anySatisfy(lines -> assertThat(lines).endsWith("ready all"))
                    .anySatisfy(lines -> assertThat(lines)
                            .singleElement()
                            .asString()
                            .startsWith("failed engines the data folder " + data + " is in use by process "));
        }
    }

    @Test
    void oneEngineFails_stopsTheOthersAndTellsWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(kafkaPort, 1, LoopbackPort.address());
                ChildJvm child = start("redis,kafka")) {
            assertThat(taken.isBound()).isTrue();
            assertThat(child.readUntilSettled())
                    .last()
                    .asString()
                    .startsWith("failed kafka port " + kafkaPort + " for Kafka is taken");
            assertThat(child.process().waitFor()).isEqualTo(1);
        }
    }

    @Test
    void engineDiesLater_tellsWhichAndEnds() throws Exception {
        try (ChildJvm child = start("redis")) {
            assertThat(child.readUntilSettled()).endsWith("ready all");
            redis.say("SHUTDOWN NOSAVE");
            assertThat(child.readUntilSettled()).containsExactly("failed redis Redis has ended unexpectedly");
            assertThat(child.process().waitFor()).isEqualTo(1);
        }
    }

    /** A dead process that the system's first process has not collected yet runs no more; it has no command. */
    private static boolean runs(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    private ChildJvm start(String engines) throws Exception {
        return ChildJvm.start(data, engines, redisPort, kafkaPort, mySqlPort);
    }

    private KafkaTopic topic() {
        return new KafkaTopic("127.0.0.1:" + kafkaPort, "notes");
    }

    private static String[] mySqlWordsIn(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("ready mysql "))
                .map(line -> line.split(" ", -1))
                .findFirst()
                .orElseThrow();
    }
}
