package live.danmaku.standalone;

import live.danmaku.standalone.engines.EnginesListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what the engines do; when they end, the server ends. */
final class EngineProgress implements EnginesListener {

    private static final Logger log = LoggerFactory.getLogger(EngineProgress.class);

    @Override
    public void starting(String engine) {
        log.info("starting {}", engine);
    }

    @Override
    public void ready(String engine, String address) {
        log.info("{} answers at {}", engine, address.replaceFirst("\\?.*", ""));
    }

    @Override
    public void endedUnexpectedly(String reason) {
        log.error("the embedded engines are gone: {}; ending", reason);
        System.exit(1);
    }
}
