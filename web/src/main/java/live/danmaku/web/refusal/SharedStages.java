package live.danmaku.web.refusal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import reactor.core.publisher.Mono;

/**
 * Keeps a client that leaves from cancelling the stage that its answer was to come from. A handler may return a stage
 * that others wait for as well, such as one of a cache; the framework would cancel it, and all of them would be
 * answered 500.
 */
final class SharedStages {

    SharedStages(ReactiveAdapterRegistry registry) {
        registry.registerReactiveTypeOverride(
                ReactiveTypeDescriptor.singleOptionalValue(CompletionStage.class, CompletableFuture::new),
                stage -> Mono.fromFuture(((CompletionStage<?>) stage).toCompletableFuture(), true),
                source -> Mono.from(source).toFuture());
    }
}
