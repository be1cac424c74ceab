package live.danmaku.routing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import live.danmaku.model.route.NodeStatus;
import live.danmaku.model.route.NodeTable;
import live.danmaku.model.route.Nodes;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/**
 * An empty node joins two that are nearly full: 20,000 sessions each at most, 18,000 now; 300 clients come and as many go
 * each second, and loads are told three times a second, as in the real thing.
 */
class EvenLoadTest {

    private static final int CAPACITY = 20_000;
    private static final int PER_SECOND = 300;
    private static final int TELLINGS_PER_SECOND = 3;
    private static final int MOST_SECONDS = 3_600;
    private static final NodeSettings SETTINGS = new NodeSettings(
            "", DataSize.ofMegabytes(256), DataSize.ofBytes(0), Duration.ofSeconds(3), Duration.ofSeconds(10), "ws");

    private final Random random = new Random(11);

    /** Where the next client goes. */
    private interface Balance {
        int next(NodeSnapshot told);
    }

    /** @param mostPerSecond the most clients that came to the new node within a second */
    private record Run(int secondsUntilEven, int mostPerSecond) {}

    @Test
    void join_byLoad_isEvenInAQuarterOfRoundRobinsTime_withoutARush() {
        Run byLoad = run(told -> Integer.parseInt(
                NodeChoice.choose(told, "", "", Optional.empty(), random).get(0).id()));
        int[] turn = {0};
        Run roundRobin = run(told -> turn[0]++ % 3);

        assertThat(byLoad.secondsUntilEven()).isLessThan(roundRobin.secondsUntilEven() / 4);
        // Of three nodes two are drawn, so at most two thirds of all clients come to the one with most room.
        assertThat(byLoad.mostPerSecond()).isLessThan(PER_SECOND * 3 / 4);
    }

    @Test
    void join_firstSeconds_theNewNodeIsSentFewAndThenMore() {
        int[] came = comeTo(10);

        assertThat(came[0]).isLessThan(PER_SECOND / 6);
        assertThat(came[9]).isGreaterThan(PER_SECOND / 2);
    }

    /** Even: the emptiest has nine tenths of what the fullest has. */
    private Run run(Balance balance) {
        Farm farm = new Farm();
        int most = 0;
        for (int second = 0; second < MOST_SECONDS; second++) {
            most = Math.max(most, farm.pass(second, balance));
            if (farm.isEven()) {
                return new Run(second, most);
            }
        }
        return new Run(MOST_SECONDS, most);
    }

    private int[] comeTo(int seconds) {
        Farm farm = new Farm();
        return IntStream.range(0, seconds)
                .map(second -> farm.pass(
                        second,
                        told -> Integer.parseInt(NodeChoice.choose(told, "", "", Optional.empty(), random)
                                .get(0)
                                .id())))
                .toArray();
    }

    private final class Farm {

        private final int[] sessions = {18_000, 18_000, 0};

        /** @return how many came to the new node */
        int pass(int second, Balance balance) {
            int came = 0;
            for (int telling = 0; telling < TELLINGS_PER_SECOND; telling++) {
                NodeSnapshot told = told(second * 1_000 + telling * 1_000 / TELLINGS_PER_SECOND);
                for (int i = 0; i < PER_SECOND / TELLINGS_PER_SECOND; i++) {
                    int chosen = balance.next(told);
                    sessions[chosen]++;
                    came += chosen == 2 ? 1 : 0;
                    sessions[leaver()]--;
                }
            }
            return came;
        }

        /** Every session is as likely to end as any other. */
        private int leaver() {
            int place = random.nextInt(Arrays.stream(sessions).sum());
            int node = 0;
            while (place >= sessions[node]) {
                place -= sessions[node++];
            }
            return node;
        }

        private NodeSnapshot told(int ageMs) {
            List<NodeStatus> statuses = IntStream.range(0, 3)
                    .mapToObj(n -> Nodes.up(Integer.toString(n), sessions[n], CAPACITY))
                    .toList();
            NodeTable table = new NodeTable(
                    statuses.stream().collect(Collectors.toMap(NodeStatus::id, status -> status)), Set.of(), Map.of());
            NodeJudge judge = new NodeJudge(SETTINGS);
            List<KnownNode> known = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                long age = n == 2 ? Duration.ofMillis(ageMs).toNanos() : Long.MAX_VALUE;
                known.add(judge.judge(new BelievedNodes.Believed(statuses.get(n), age, false), table));
            }
            return new NodeSnapshot(known, "ws");
        }

        boolean isEven() {
            int most = Arrays.stream(sessions).max().orElseThrow();
            int least = Arrays.stream(sessions).min().orElseThrow();
            return least * 10 >= most * 9;
        }
    }
}
