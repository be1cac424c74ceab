package live.danmaku.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import live.danmaku.embedded.Binaries;

/** The engines' programs, unpacked once for all data folders. */
public final class SharedBinaries {

    private SharedBinaries() {}

    /** Makes a data folder in which the engines need not be unpacked. */
    public static void in(Path dataFolder) throws IOException {
        Files.createDirectories(dataFolder);
        Files.createSymbolicLink(
                Binaries.in(dataFolder).folder(), Binaries.sharedByUser().folder());
    }
}
