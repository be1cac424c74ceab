package live.danmaku.push.pusher.node;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import live.danmaku.model.ops.FigureTeller;
import live.danmaku.model.ops.ProcessFigures;
import live.danmaku.push.link.v1.Figures;
import live.danmaku.push.link.v1.FromConnector;
import live.danmaku.push.pusher.link.Link;
import live.danmaku.push.pusher.link.LinkHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what connectors that run alone count, so that ops see it. Thread-safe. */
final class ConnectorFigures implements LinkHandler {

    private static final Logger log = LoggerFactory.getLogger(ConnectorFigures.class);
    private static final int MOST_COUNTS = 200;

    /** What figures and processes can be called: no spaces, nothing that ends a line. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:,/-]{1,128}");

    private final FigureTeller board;

    ConnectorFigures(FigureTeller board) {
        this.board = board;
    }

    @Override
    public void said(Link link, FromConnector message) {
        if (!message.hasFigures()) {
            return;
        }
        Figures figures = message.getFigures();
        if (!isName(figures.getProcess()) || !isName(figures.getRoles())) {
            log.debug("figures of connector {} are nobody's", link.connector().getNode());
            return;
        }
        Map<String, Long> counts = figures.getCountsMap().entrySet().stream()
                .filter(count -> isName(count.getKey()) && count.getValue() >= 0)
                .limit(MOST_COUNTS)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        board.tell(new ProcessFigures(figures.getProcess(), figures.getRoles(), counts, Map.of(), Map.of()))
                .exceptionally(failure -> {
                    log.debug("figures of {} not told, again in a second", figures.getProcess(), failure);
                    return null;
                });
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
