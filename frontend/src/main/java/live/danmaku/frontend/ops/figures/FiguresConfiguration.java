package live.danmaku.frontend.ops.figures;

import java.time.Clock;
import live.danmaku.frontend.poll.PollSettings;
import live.danmaku.frontend.viewer.OnlineCounts;
import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.ops.FigureBoard;
import live.danmaku.model.ops.SwitchWatch;
import live.danmaku.model.room.RoomStore;
import live.danmaku.model.route.NodeRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that show what all processes do. */
@Configuration(proxyBeanMethods = false)
public class FiguresConfiguration {

    @Bean(initMethod = "start")
    FigureHistory figureHistory(FigureBoard board, Clock clock) {
        return new FigureHistory(board, clock);
    }

    @Bean
    OverviewController overviewController(
            FigureHistory history,
            RoomStore rooms,
            OnlineCounts online,
            GearStore gears,
            FlowLoads loads,
            NodeRegistry nodes,
            PollSettings polls,
            SwitchWatch switches,
            Clock clock) {
        OpsRooms opsRooms = new OpsRooms(rooms, online, gears, loads, history);
        return new OverviewController(history, opsRooms, nodes, new PollingClients(polls, switches), clock);
    }
}
