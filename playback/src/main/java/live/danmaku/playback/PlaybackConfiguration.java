package live.danmaku.playback;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.archive.ArchiveLeases;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.playback.archive.ArchiveSettings;
import live.danmaku.playback.archive.Archiver;
import live.danmaku.playback.end.EndSettings;
import live.danmaku.playback.end.ProcessorProgress;
import live.danmaku.playback.end.StreamEnder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code playback}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ArchiveSettings.class, EndSettings.class})
@Import({KafkaConfiguration.class, MySqlConfiguration.class, RedisConfiguration.class})
public class PlaybackConfiguration {

    /** Reads the main Redis, not a replica: what is proven must be what nobody has lost. */
    @Bean(initMethod = "start")
    Archiver archiver(
            RoomStore rooms,
            RedisTimeline timeline,
            ArchiveWriter archive,
            ArchiveLeases leases,
            ArchiveSettings settings,
            Clock clock,
            MeterRegistry registry) {
        return new Archiver(rooms, timeline, timeline, timeline, archive, leases, settings, clock, registry);
    }

    @Bean
    StreamEnder streamEnder(
            RoomStore rooms,
            TimelineWriter timelines,
            KafkaCluster kafka,
            EndSettings settings,
            Clock clock,
            Archiver archiver) {
        ProcessorProgress processors = new ProcessorProgress(kafka, settings.group());
        return new StreamEnder(rooms, timelines, processors, settings, clock, archiver::closed);
    }
}
