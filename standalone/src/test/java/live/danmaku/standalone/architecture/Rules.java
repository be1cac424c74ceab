package live.danmaku.standalone.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What the modules may know of each other and of the world.
 *
 * @param root the package that holds the modules' packages
 */
record Rules(String root) {

    private static final String[] ROLES = {"frontend", "processor", "push", "playback", "routing"};
    private static final String[] STORES = {
        "io.lettuce..",
        "redis.clients..",
        "java.sql..",
        "javax.sql..",
        "com.mysql..",
        "com.zaxxer.hikari..",
        "org.flywaydb..",
        "org.springframework.jdbc..",
        "org.springframework.data.."
    };

    /** {@code model ◄ {db, web} ◄ roles ◄ standalone}; roles never import one another. */
    ArchRule directions() {
        LayeredArchitecture layers = layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("model")
                .definedBy(in("model"))
                .layer("db")
                .definedBy(in("db"))
                .layer("web")
                .definedBy(in("web"))
                .layer("standalone")
                .definedBy(in("standalone"));
        for (String role : ROLES) {
            layers = layers.layer(role).definedBy(in(role)).whereLayer(role).mayOnlyBeAccessedByLayers("standalone");
        }
        return layers.whereLayer("db")
                .mayOnlyBeAccessedByLayers(rolesAnd("standalone"))
                .whereLayer("web")
                .mayOnlyBeAccessedByLayers(rolesAnd("standalone"))
                .whereLayer("model")
                .mayOnlyBeAccessedByLayers(rolesAnd("standalone", "db", "web"))
                .whereLayer("standalone")
                .mayNotBeAccessedByAnyLayer();
    }

    ArchRule modelKnowsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage(in("model"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(in("model"), "java..", "org.jspecify..");
    }

    ArchRule onlyDbKnowsStores() {
        return noClasses()
                .that()
                .resideInAnyPackage(in(rolesAnd("model", "web", "standalone")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(STORES);
    }

    /** Even the launcher starts the engines as a process of their own. */
    ArchRule nobodyKnowsTheEnginesCode() {
        return noClasses()
                .that()
                .resideInAnyPackage(in(rolesAnd("model", "db", "web", "standalone")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("embedded"));
    }

    ArchRule onlyStandaloneStartsEngines() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(in("standalone"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("standalone.engines"));
    }

    /** They meet in the words of the link. */
    ArchRule connectorsAndPushersDoNotKnowEachOther() {
        return slices().matching(root + ".push.(connector|pusher)..").should().notDependOnEachOther();
    }

    /** So that they need not be restarted when those change: no store, no log, no kinds of messages. */
    ArchRule connectorsHoldConnectionsAndNothingElse() {
        return noClasses()
                .that()
                .resideInAPackage(in("push.connector"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(in("db"))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(
                        "(?s).*\\.model\\.(timeline\\.(Timeline|Hint|Read|Stored|Append|MessageHead).*|Message.*)");
    }

    ArchRule featuresFormNoCircles() {
        return slices().matching(root + ".(*).(*)..").should().beFreeOfCycles();
    }

    ArchRule namesSayWhatAThingIs() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils");
    }

    /**
     * Of caches that are bounded by how many values they have, somebody who chooses keys and values fills the heap.
     *
     * @param fixedSize names of classes whose values cannot be large
     */
    ArchRule cachesAreBoundedByTheirMemory(Set<String> fixedSize) {
        return classes().that().resideInAPackage(root + "..").should(new ArchCondition<>("bound caches by memory") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                long bounded = calls(type, "maximumWeight")
                        + (fixedSize.contains(type.getSimpleName()) ? calls(type, "maximumSize") : 0);
                if (calls(type, "newBuilder") > bounded) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " has a cache without a weight"));
                }
            }
        });
    }

    static boolean keepsByNumber(JavaClass type) {
        return calls(type, "maximumSize") > 0;
    }

    private static long calls(JavaClass type, String method) {
        return type.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().getName().equals("com.github.benmanes.caffeine.cache.Caffeine"))
                .filter(call -> call.getName().equals(method))
                .count();
    }

    private String in(String module) {
        return root + "." + module + "..";
    }

    private String[] in(String... modules) {
        return Arrays.stream(modules).map(this::in).toArray(String[]::new);
    }

    private static String[] rolesAnd(String... others) {
        List<String> all = new ArrayList<>(List.of(ROLES));
        all.addAll(List.of(others));
        return all.toArray(String[]::new);
    }
}
