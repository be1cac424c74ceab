package live.danmaku.playback;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.mysql.MySqlDecisions;
import live.danmaku.db.mysql.MySqlLink;
import live.danmaku.db.mysql.MySqlReplays;
import live.danmaku.db.mysql.MySqlSettings;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.db.redis.RedisSettings;
import live.danmaku.db.redis.RedisSlices;
import live.danmaku.db.redis.RedisTimeline;
import live.danmaku.model.archive.ArchiveLeases;
import live.danmaku.model.archive.ArchiveReader;
import live.danmaku.model.archive.ArchiveWriter;
import live.danmaku.model.archive.SliceStore;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.Endings;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.StoreWitness;
import live.danmaku.playback.answer.HeavyAnswers;
import live.danmaku.playback.answer.HeavySettings;
import live.danmaku.playback.answer.StreamAnswers;
import live.danmaku.playback.archive.ArchiveSettings;
import live.danmaku.playback.archive.Archiver;
import live.danmaku.playback.archive.LiveLogs;
import live.danmaku.playback.end.AnnouncedEnds;
import live.danmaku.playback.end.EndSettings;
import live.danmaku.playback.end.ProcessorProgress;
import live.danmaku.playback.end.StreamEnder;
import live.danmaku.playback.format.FormatController;
import live.danmaku.playback.keep.DecisionSettings;
import live.danmaku.playback.keep.OldDecisions;
import live.danmaku.playback.replay.ReplayController;
import live.danmaku.playback.replay.ReplayDeletionController;
import live.danmaku.playback.slice.FinishedStreams;
import live.danmaku.playback.slice.ReplaySettings;
import live.danmaku.playback.slice.StreamSlices;
import live.danmaku.playback.transfer.TransferController;
import live.danmaku.web.WebConfiguration;
import live.danmaku.web.address.ClientAddresses;
import live.danmaku.web.limit.UserLimitConfiguration;
import live.danmaku.web.ops.StaffChangesConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code playback}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    ArchiveSettings.class,
    DecisionSettings.class,
    EndSettings.class,
    HeavySettings.class,
    ReplaySettings.class
})
@Import({
    KafkaConfiguration.class,
    MySqlConfiguration.class,
    RedisConfiguration.class,
    WebConfiguration.class,
    StaffChangesConfiguration.class,
    UserLimitConfiguration.class,
    ReplayController.class,
    ReplayDeletionController.class,
    FormatController.class,
    TransferController.class
})
public class PlaybackConfiguration {

    /** Reads the main Redis, not a replica: what is proven must be what nobody has lost. */
    @Bean(initMethod = "start")
    Archiver archiver(
            RoomStore rooms,
            RedisTimeline timeline,
            ArchiveWriter archive,
            ArchiveLeases leases,
            StoreWitness witness,
            ArchiveSettings settings,
            Clock clock,
            MeterRegistry registry) {
        LiveLogs live = new LiveLogs(timeline, timeline, timeline, timeline);
        return new Archiver(rooms, live, archive, leases, witness, settings, clock, registry);
    }

    @Bean(initMethod = "start")
    StreamEnder streamEnder(
            RoomStore rooms,
            Endings endings,
            RedisTimeline timeline,
            KafkaCluster kafka,
            StoreWitness witness,
            EndSettings settings,
            Clock clock,
            Archiver archiver) {
        ProcessorProgress processors = new ProcessorProgress(kafka, settings.group());
        AnnouncedEnds announced = new AnnouncedEnds(rooms, endings, settings);
        return new StreamEnder(announced, timeline, timeline, processors, witness, settings, clock, archiver::closed);
    }

    @Bean(initMethod = "start")
    OldDecisions oldDecisions(MySqlLink mysql, DecisionSettings settings, Clock clock) {
        return new OldDecisions(new MySqlDecisions(mysql), settings, clock);
    }

    @Bean
    MySqlReplays replays(MySqlSettings mysql, ReplaySettings settings) {
        return new MySqlReplays(mysql, settings.connections());
    }

    @Bean
    RedisSlices sharedSlices(RedisSettings live, ReplaySettings settings) {
        String uri = settings.redisUri().isEmpty() ? live.uri() : settings.redisUri();
        return new RedisSlices(uri, settings.redisTimeout(), settings.redisKeep());
    }

    @Bean
    StreamSlices streamSlices(
            ArchiveReader archive, SliceStore shared, ReplaySettings settings, MeterRegistry registry) {
        return new StreamSlices(archive, shared, settings, registry);
    }

    @Bean
    FinishedStreams finishedStreams(RoomStore rooms, ArchiveReader archive, SwitchWatch switches) {
        return new FinishedStreams(rooms, archive, switches);
    }

    @Bean
    HeavyAnswers heavyAnswers(HeavySettings settings, ClientAddresses addresses, MeterRegistry registry) {
        return new HeavyAnswers(settings, addresses, registry);
    }

    @Bean
    StreamAnswers streamAnswers(
            FinishedStreams streams, HeavyAnswers heavy, ReplaySettings settings, MeterRegistry registry) {
        return new StreamAnswers(streams, heavy, settings, registry);
    }
}
