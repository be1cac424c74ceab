package live.danmaku.standalone.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** What bounds each endpoint, as its handler's code has it. */
record Handlers(JavaClasses program) {

    /** What a handler calls, and what it stands for; the first that is found counts. */
    private static final List<Map.Entry<String, String>> ADMISSIONS = List.of(
            Map.entry("StreamAnswers.heavyAnswer", "heavy written"),
            Map.entry("HeavyAnswers.export", "heavy export"),
            Map.entry("OpenStreams.take", "heavy streams"),
            Map.entry("Reporters.check", "normal reporters"),
            Map.entry("RateLimits.check", "normal user"),
            Map.entry("Caller.requireAny", "role"),
            Map.entry("ModeratorRights.require", "role"));

    /** By endpoint, such as {@code GET /v1/rooms}. */
    Map<String, String> admissions() {
        Map<String, String> found = new TreeMap<>();
        for (JavaClass controller : program.that(isController())) {
            for (JavaMethod method : controller.getMethods()) {
                endpoints(method).forEach(endpoint -> found.put(endpoint, admission(endpoint, method)));
            }
        }
        return found;
    }

    private static DescribedPredicate<JavaClass> isController() {
        return DescribedPredicate.describe("is a controller", type -> type.isAnnotatedWith(RestController.class));
    }

    private static List<String> endpoints(JavaMethod method) {
        List<String> all = new ArrayList<>();
        method.tryGetAnnotationOfType(GetMapping.class)
                .ifPresent(mapping -> add(all, "GET ", mapping.path(), mapping.value()));
        method.tryGetAnnotationOfType(PostMapping.class)
                .ifPresent(mapping -> add(all, "POST ", mapping.path(), mapping.value()));
        method.tryGetAnnotationOfType(PutMapping.class)
                .ifPresent(mapping -> add(all, "PUT ", mapping.path(), mapping.value()));
        method.tryGetAnnotationOfType(DeleteMapping.class)
                .ifPresent(mapping -> add(all, "DELETE ", mapping.path(), mapping.value()));
        return all;
    }

    private static void add(List<String> all, String method, String[] paths, String[] values) {
        Stream.concat(Arrays.stream(paths), Arrays.stream(values)).forEach(path -> all.add(method + path));
    }

    private static String admission(String endpoint, JavaMethod handler) {
        Set<String> calls = new HashSet<>();
        collect(handler, calls, new HashSet<>());
        String found = ADMISSIONS.stream()
                .filter(admission -> calls.contains(admission.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("cheap address");
        return found.equals("role") ? (endpoint.startsWith("GET ") ? "cheap role" : "normal role") : found;
    }

    /** Follows the calls, those in lambdas too, through the handler's own class. */
    private static void collect(JavaCodeUnit unit, Set<String> calls, Set<JavaMember> seen) {
        if (!seen.add(unit)) {
            return;
        }
        for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
            JavaClass owner = access.getTargetOwner();
            calls.add(owner.getSimpleName() + "." + access.getName());
            if (owner.equals(unit.getOwner())) {
                access.getTarget()
                        .resolveMember()
                        .filter(JavaCodeUnit.class::isInstance)
                        .map(JavaCodeUnit.class::cast)
                        .ifPresent(own -> collect(own, calls, seen));
            }
        }
    }
}
