package live.danmaku.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RuleStore} must do. */
public abstract class RuleStoreContract {

    private static final GreyRelease THIRTY = new GreyRelease(true, 3_000, "s1");

    private final ListPlace ann = place("uid");
    private final ListPlace phone = place("device");

    /** The store under test, which nobody else changes. */
    protected abstract RuleStore store();

    private static ListPlace place(String kind) {
        return new ListPlace(
                ListName.BLACK,
                EntryKind.find(kind).orElseThrow(),
                UUID.randomUUID().toString());
    }

    @Test
    void change_grey_isReadAsItWas() {
        long version = change(new RuleChange.SetGrey(THIRTY));

        assertThat(rules().grey()).isEqualTo(THIRTY);
        assertThat(rules().version()).isEqualTo(version);
    }

    @Test
    void change_greyWithHundredths_isReadAsItWas() {
        GreyRelease odd = new GreyRelease(false, 29, "a\"b\\");
        change(new RuleChange.SetGrey(odd));

        assertThat(rules().grey()).isEqualTo(odd);
    }

    @Test
    void change_lower_keepsTheRest_andNeverRaises() {
        change(new RuleChange.SetGrey(THIRTY));
        change(new RuleChange.Lower(1_000));

        assertThat(rules().grey()).isEqualTo(new GreyRelease(true, 1_000, "s1"));
        assertThat(get(store().change(new RuleChange.Lower(1_000), "guard", "")))
                .isEmpty();
        assertThat(get(store().change(new RuleChange.Lower(3_000), "guard", "")))
                .isEmpty();
    }

    @Test
    void change_entry_isReadWithItsAuthorAndReason() {
        Optional<Long> version = get(store().change(new RuleChange.PutEntry(ann, 0), "bob", "the \"final\" — 決勝"));

        assertThat(rules().entries())
                .containsEntry(ann, new ListEntry(ann, 0, version.orElseThrow(), "bob", "the \"final\" — 決勝"));
    }

    @Test
    void change_entryForSomeTime_endsByTheStoresClock() {
        long now = get(store().read(-1)).now();
        change(new RuleChange.PutEntry(ann, 60_000));

        assertThat(Objects.requireNonNull(rules().entries().get(ann)).until()).isBetween(now + 60_000, now + 90_000);
    }

    @Test
    void change_rangeOfVersions_isReadAsItWas() {
        ListPlace range = new ListPlace(ListName.WHITE, EntryKind.VERSION, "<=3.2.0");
        change(new RuleChange.PutEntry(range, 0));

        assertThat(rules().entries()).containsKey(range);
    }

    @Test
    void change_dropEntry_takesItOut_andOnlyWhatIsThere() {
        change(new RuleChange.PutEntry(ann, 0));
        change(new RuleChange.DropEntry(ann));

        assertThat(rules().entries()).doesNotContainKey(ann);
        assertThat(get(store().change(new RuleChange.DropEntry(ann), "ann", "")))
                .isEmpty();
    }

    @Test
    void change_versions_grow() {
        long first = change(new RuleChange.PutEntry(ann, 0));

        assertThat(change(new RuleChange.DropEntry(ann))).isGreaterThan(first);
    }

    @Test
    void change_manyAtOnce_allAreThere() {
        IntStream.range(0, 20)
                .mapToObj(n -> store().change(new RuleChange.PutEntry(place("uid"), 0), "ann", "at once " + ann))
                .toList()
                .forEach(RuleStoreContract::get);

        assertThat(rules().entries().values())
                .filteredOn(entry -> entry.why().equals("at once " + ann))
                .hasSize(20)
                .extracting(ListEntry::version)
                .doesNotHaveDuplicates();
    }

    @Test
    void undo_toAVersion_isItsRulesAgainAsANewVersion() {
        change(new RuleChange.SetGrey(THIRTY));
        change(new RuleChange.PutEntry(ann, 0));
        long good = rules().version();
        change(new RuleChange.SetGrey(new GreyRelease(true, 6_000, "s2")));
        change(new RuleChange.DropEntry(ann));
        change(new RuleChange.PutEntry(phone, 0));

        long undone = change(new RuleChange.Undo(good));

        assertThat(undone).isGreaterThan(good);
        assertThat(rules().version()).isEqualTo(undone);
        assertThat(rules().grey()).isEqualTo(THIRTY);
        assertThat(rules().entries()).containsKey(ann).doesNotContainKey(phone);
        change(new RuleChange.Undo(undone - 1));
        assertThat(rules().entries()).containsKey(phone).doesNotContainKey(ann);
    }

    @Test
    void undo_toNothing_isWhatHoldsInTheBeginning() {
        change(new RuleChange.SetGrey(THIRTY));
        change(new RuleChange.PutEntry(ann, 0));

        change(new RuleChange.Undo(0));

        assertThat(rules().grey()).isEqualTo(GreyRelease.INITIAL);
        assertThat(rules().entries()).isEmpty();
    }

    @Test
    void undo_toAVersionThatIsNotThereYet_changesNothing() {
        long last = change(new RuleChange.SetGrey(THIRTY));

        assertThat(get(store().change(new RuleChange.Undo(last + 1), "ann", "")))
                .isEmpty();
        assertThat(rules().version()).isEqualTo(last);
    }

    @Test
    void read_knownVersion_doesNotRepeatTheRules() {
        long last = change(new RuleChange.SetGrey(THIRTY));

        assertThat(get(store().read(last)).rules()).isNull();
        assertThat(get(store().read(last)).now()).isPositive();
        assertThat(get(store().read(last - 1)).rules()).isNotNull();
    }

    private long change(RuleChange change) {
        return get(store().change(change, "ann", "")).orElseThrow();
    }

    private RoutingRules rules() {
        return Objects.requireNonNull(get(store().read(-1)).rules());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
