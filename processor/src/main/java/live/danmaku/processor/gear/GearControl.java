package live.danmaku.processor.gear;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import live.danmaku.model.gear.Flow;
import live.danmaku.model.gear.FlowLoad;
import live.danmaku.model.gear.FlowLoads;
import live.danmaku.model.gear.Gear;
import live.danmaku.model.gear.GearPin;
import live.danmaku.model.gear.GearState;
import live.danmaku.model.gear.GearStore;
import live.danmaku.model.gear.GearTable;
import live.danmaku.model.ops.Decision;
import live.danmaku.model.ops.DecisionLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells what this processor measures, once a second, and, in one processor at a time, chooses the gears of all flows from
 * what all of them tell. What is chosen is kept in the store, so any processor may take over. Everything happens on one
 * thread of its own, but {@link #close()}.
 */
final class GearControl implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GearControl.class);

    private static final Duration MEASURE_PERIOD = Duration.ofSeconds(1);
    private static final Duration PIN_PERIOD = Duration.ofMillis(250);
    private static final Duration LEADS_FOR = Duration.ofSeconds(3);
    private static final Duration STORE_ANSWERS_WITHIN = Duration.ofSeconds(2);
    private static final Duration FORGET_AFTER = Duration.ofDays(1);
    private static final int BUSIEST_TOLD = 200;

    private final String name = UUID.randomUUID().toString();
    private final GearStore gears;
    private final FlowLoads loads;
    private final Supplier<List<FlowLoad>> measured;
    private final DecisionLog decisions;
    private final GearSettings settings;
    private final Map<Flow, GearRule> rules = new HashMap<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "gear-control"));

    /** @param measured what this processor has measured of its flows since the last call */
    GearControl(
            GearStore gears,
            FlowLoads loads,
            Supplier<List<FlowLoad>> measured,
            DecisionLog decisions,
            GearSettings settings) {
        this.gears = gears;
        this.loads = loads;
        this.measured = measured;
        this.decisions = decisions;
        this.settings = settings;
    }

    void start() {
        every(MEASURE_PERIOD, this::measureAndChoose);
        every(PIN_PERIOD, this::followPins);
    }

    private void every(Duration period, Step step) {
        thread.scheduleAtFixedRate(() -> tolerant(step), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    private interface Step {
        void run() throws ExecutionException, TimeoutException, InterruptedException;
    }

    private static void tolerant(Step step) {
        try {
            step.run();
        } catch (ExecutionException | TimeoutException e) {
            log.debug("gears stay as they are: the store does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("unexpected error; gears are unchanged", e);
        }
    }

    private void measureAndChoose() throws ExecutionException, TimeoutException, InterruptedException {
        GearTable table = answerOf(gears.read());
        answerOf(loads.report(name, worthTelling(measured.get(), table)));
        if (!answerOf(loads.lead(name, LEADS_FOR))) {
            rules.clear();
            return;
        }
        Map<Flow, FlowLoad> byFlow = loadsByFlow();
        Set<Flow> flows = new HashSet<>(table.states().keySet());
        flows.addAll(byFlow.keySet());
        rules.keySet().retainAll(flows);
        for (Flow flow : flows) {
            GearState state = table.of(flow);
            if (!table.pins().containsKey(flow)) {
                FlowLoad load = byFlow.getOrDefault(flow, FlowLoad.none(flow));
                Optional<GearState> chosen = ruleOf(flow, table).judge(state, load, table.now());
                if (chosen.isPresent()) {
                    shift(state, chosen.get(), load);
                }
            }
            if (isForgotten(state, table.now())) {
                answerOf(gears.forget(state));
            }
        }
    }

    private void followPins() throws ExecutionException, TimeoutException, InterruptedException {
        GearTable table = answerOf(gears.read());
        if (table.pins().isEmpty() || !answerOf(loads.lead(name, LEADS_FOR))) {
            return;
        }
        for (GearPin pin : table.pins().values()) {
            GearState state = table.of(pin.flow());
            Optional<GearState> chosen = ruleOf(pin.flow(), table).follow(state, pin, table.now());
            if (chosen.isPresent()) {
                shift(state, chosen.get(), loadsByFlow().getOrDefault(pin.flow(), FlowLoad.none(pin.flow())));
            }
        }
    }

    private Map<Flow, FlowLoad> loadsByFlow() throws ExecutionException, TimeoutException, InterruptedException {
        Map<Flow, FlowLoad> byFlow = new HashMap<>();
        answerOf(loads.read()).forEach(load -> byFlow.put(load.flow(), load));
        return byFlow;
    }

    private GearRule ruleOf(Flow flow, GearTable table) {
        return rules.computeIfAbsent(flow, unused -> new GearRule(settings, table.now()));
    }

    private void shift(GearState before, GearState after, FlowLoad load)
            throws ExecutionException, TimeoutException, InterruptedException {
        if (!answerOf(gears.shift(before, after))) {
            log.info("{}: another processor was faster, the gear stays as it chose", after.flow());
            return;
        }
        log.info(
                "{}: gear {} -> {}, {}",
                after.flow(),
                before.gear().number(),
                after.gear().number(),
                after.reason());
        decisions.record(new Decision(
                after.since(),
                "gear",
                after.flow().toString(),
                Integer.toString(before.gear().number()),
                Integer.toString(after.gear().number()),
                after.reason(),
                Map.of("lagMs", load.lagMs(), "ratePerS", load.ratePerS(), "waiting", load.waiting())));
    }

    /** What is behind or in another gear, and the busiest: what people and the rule look at. */
    private List<FlowLoad> worthTelling(List<FlowLoad> all, GearTable table) {
        List<FlowLoad> told = new ArrayList<>();
        List<FlowLoad> rest = new ArrayList<>();
        for (FlowLoad load : all) {
            boolean special = load.lagMs() >= settings.downLag().toMillis()
                    || table.states().containsKey(load.flow());
            (special ? told : rest).add(load);
        }
        rest.stream()
                .sorted(Comparator.comparingLong(FlowLoad::ratePerS).reversed())
                .limit(BUSIEST_TOLD)
                .forEach(told::add);
        return told;
    }

    private static boolean isForgotten(GearState state, long now) {
        return state.gear() == Gear.FIRST && state.since() > 0 && now - state.since() > FORGET_AFTER.toMillis();
    }

    private static <T extends @Nullable Object> T answerOf(CompletionStage<T> stage)
            throws ExecutionException, TimeoutException, InterruptedException {
        return stage.toCompletableFuture().get(STORE_ANSWERS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
