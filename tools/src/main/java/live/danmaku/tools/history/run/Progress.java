package live.danmaku.tools.history.run;

/** Hears how a run gets on; called by one thread. */
public interface Progress {

    /** A run that nobody watches. */
    Progress UNSEEN = text -> {};

    /** What is done now, in a few words. */
    void tell(String text);
}
