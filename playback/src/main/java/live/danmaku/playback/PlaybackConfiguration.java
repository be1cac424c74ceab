package live.danmaku.playback;

import java.time.Clock;
import live.danmaku.db.kafka.KafkaCluster;
import live.danmaku.db.kafka.KafkaConfiguration;
import live.danmaku.db.mysql.MySqlConfiguration;
import live.danmaku.db.redis.RedisConfiguration;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.timeline.TimelineWriter;
import live.danmaku.playback.end.EndSettings;
import live.danmaku.playback.end.ProcessorProgress;
import live.danmaku.playback.end.StreamEnder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The role {@code playback}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EndSettings.class)
@Import({KafkaConfiguration.class, MySqlConfiguration.class, RedisConfiguration.class})
public class PlaybackConfiguration {

    @Bean
    StreamEnder streamEnder(
            RoomStore rooms, TimelineWriter timelines, KafkaCluster kafka, EndSettings settings, Clock clock) {
        return new StreamEnder(rooms, timelines, new ProcessorProgress(kafka, settings.group()), settings, clock);
    }
}
