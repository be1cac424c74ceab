package live.danmaku.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedLibrariesTest {

    @Test
    void explain_missingLibaio_namesLibraryPackageAndCommand() {
        assertThat(SharedLibraries.explain("bin/mysqld: error while loading shared libraries: libaio.so.1: "
                        + "cannot open shared object file: No such file or directory"))
                .contains("MySQL needs the library libaio.so.1, which this system lacks"
                        + " (Debian package libaio1: apt-get install -y libaio1)");
    }

    @Test
    void explain_unknownLibrary_namesIt() {
        assertThat(SharedLibraries.explain("mysqld: error while loading shared libraries: libodd.so.3: cannot open"))
                .hasValueSatisfying(text -> assertThat(text).contains("libodd.so.3"));
    }

    @Test
    void explain_otherTrouble_isEmpty() {
        assertThat(SharedLibraries.explain("Segmentation fault")).isEmpty();
    }
}
