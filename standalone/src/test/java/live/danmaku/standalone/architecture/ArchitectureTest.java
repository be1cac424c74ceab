package live.danmaku.standalone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

    private static final String ROOT = "live.danmaku";
    private static final String PLANTED = "live.danmaku.standalone.architecture.planted";

    /** Caches that may be bounded by how many values they have, and why. */
    private static final Map<String, String> FIXED_SIZE = Map.of(
            "AcceptingRooms", "whether a room has ended: a boolean",
            "Buckets", "a bucket of fixed size for a user id or an address",
            "CachedGifts", "one value, which no client chooses",
            "ListedRooms", "a list for each state of rooms, of which there are three",
            "OnlineCounts", "a number for a room",
            "WordFilters", "a room's version and a digest; its lists are kept by their memory");

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    private static final JavaClasses MISTAKES = new ClassFileImporter().importPackages(PLANTED);

    /** Without this, a rule about a module that is not looked at would always hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "model",
                "db",
                "web",
                "frontend",
                "processor",
                "push",
                "playback",
                "routing",
                "standalone",
                "embedded"
            })
    void program_everyModule_isLookedAt(String module) {
        assertThat(PROGRAM).anyMatch(type -> type.getPackageName().startsWith(ROOT + "." + module));
        assertThat(PROGRAM).noneMatch(type -> type.getPackageName().startsWith(PLANTED));
    }

    @Test
    void imports_goInOneDirection() {
        holds(Rules::directions, "SendHelper", "StartsEngine");
    }

    @Test
    void model_knowsOnlyTheJdk() {
        holds(Rules::modelKnowsOnlyTheJdk, "KnowsRedis", "RedisURI");
    }

    @Test
    void stores_areKnownToDbOnly() {
        holds(Rules::onlyDbKnowsStores, "KnowsRedis", "RedisURI");
    }

    @Test
    void enginesCode_isKnownToNobody() {
        holds(Rules::nobodyKnowsTheEnginesCode, "StartsEngine", "Engine");
    }

    @Test
    void engines_areStartedByStandaloneOnly() {
        new Rules(ROOT).onlyStandaloneStartsEngines().check(PROGRAM);
    }

    @Test
    void connectorsAndPushers_doNotKnowEachOther() {
        holds(Rules::connectorsAndPushersDoNotKnowEachOther, "KnowsFeed", "Feed");
    }

    @Test
    void connectors_holdConnectionsAndNothingElse() {
        holds(Rules::connectorsHoldConnectionsAndNothingElse, "KnowsFeed", "MessageType");
    }

    @Test
    void features_formNoCircles() {
        holds(Rules::featuresFormNoCircles, "RoomKnowsSend", "SendHelper");
    }

    @Test
    void names_sayWhatAThingIs() {
        holds(Rules::namesSayWhatAThingIs, "SendHelper");
    }

    @Test
    void caches_areBoundedByTheirMemory() {
        holds(root -> root.cachesAreBoundedByTheirMemory(FIXED_SIZE.keySet()), "KeepsByNumber");
        assertThat(FIXED_SIZE.keySet())
                .allMatch(name -> PROGRAM.stream()
                        .anyMatch(type -> type.getSimpleName().equals(name) && Rules.keepsByNumber(type)));
    }

    /** The rule holds in the program, and finds the mistake that was planted for it. */
    private static void holds(Function<Rules, ArchRule> rule, String... found) {
        rule.apply(new Rules(ROOT)).check(PROGRAM);
        assertThat(rule.apply(new Rules(PLANTED))
                        .evaluate(MISTAKES)
                        .getFailureReport()
                        .toString())
                .contains(found);
    }
}
