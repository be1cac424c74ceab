package live.danmaku.model.ops;

import java.util.concurrent.CompletionStage;

/** Where switches are kept. Never blocks; stages fail when the store cannot be reached. */
public interface SwitchStore {

    /** All switches, as of one moment. */
    CompletionStage<SwitchTable> read();

    /**
     * Keeps a change, unless a later version of the same switch is kept already. Of changes made at once the one that is
     * last in the audit stays.
     */
    CompletionStage<Void> put(SwitchSetting setting);
}
