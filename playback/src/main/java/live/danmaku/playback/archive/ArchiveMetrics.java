package live.danmaku.playback.archive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the archiver counts. */
final class ArchiveMetrics {

    final Counter messages;
    final Counter finished;
    final Counter repairs;
    final Counter unproven;
    final Counter extra;
    final Counter failures;

    ArchiveMetrics(MeterRegistry registry) {
        messages = counter(registry, "messages", "Messages that were archived");
        finished = counter(registry, "finished", "Streams that were archived and proven whole");
        repairs =
                counter(registry, "repairs", "Logs that were taken once more because the archive lacked some of them");
        extra = counter(
                registry, "extra", "Messages that were archived and that their log, when it was closed, had lost");
        unproven = counter(
                registry, "unproven", "Times that an archive could not be proven whole; its room stays archiving");
        failures = counter(registry, "failures", "Steps that a store which was away made fail");
    }

    private static Counter counter(MeterRegistry registry, String name, String description) {
        return Counter.builder("danmaku.archive." + name)
                .description(description)
                .register(registry);
    }
}
