package live.danmaku.push.pusher.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.push.link.v1.Figures;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.link.v1.Status;
import live.danmaku.push.pusher.link.HeardLink;
import org.junit.jupiter.api.Test;

class ConnectorFiguresTest {

    private final List<ProcessFigures> told = new ArrayList<>();
    private final ConnectorFigures figures = new ConnectorFigures(each -> {
        told.add(each);
        return CompletableFuture.completedFuture(null);
    });
    private final HeardLink link = new HeardLink("c1");

    @Test
    void said_figuresOfAConnectorThatRunsAlone_arePassedOnAsItsOwn() {
        ProcessFigures own = new ProcessFigures(
                "host:8080/17", "connector", Map.of("drop.connector-left-out.slow", 7L), Map.of(), Map.of());
        say(Figures.newBuilder()
                .setProcess(own.process())
                .setRoles(own.roles())
                .putAllCounts(own.counts())
                .build());

        assertThat(told).containsExactly(own);
    }

    @Test
    void said_anythingElse_isNotPassedOn() {
        figures.said(
                link,
                FromConnector.newBuilder()
                        .setStatus(Status.getDefaultInstance())
                        .build());

        assertThat(told).isEmpty();
    }

    @Test
    void said_namesThatCannotBe_areLeftOut() {
        say(Figures.newBuilder().setProcess("a b").setRoles("connector").build());
        say(Figures.newBuilder().setProcess("a").setRoles("").build());
        assertThat(told).isEmpty();

        say(Figures.newBuilder()
                .setProcess("a")
                .setRoles("connector")
                .putCounts("drop.x\ncount", 1)
                .putCounts("drop.x", 2)
                .putCounts("drop.y", -1)
                .build());
        assertThat(told.get(0).counts()).isEqualTo(Map.of("drop.x", 2L));
    }

    private void say(Figures said) {
        figures.said(link, FromConnector.newBuilder().setFigures(said).build());
    }
}
