package live.danmaku.tools.options;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells failures of some kinds in a line that begins with the program's name, and ends the program with 1. All other
 * failures are mistakes in the program and are let through.
 */
public final class ExpectedFailure implements IExecutionExceptionHandler {

    private final String program;
    private final Class<?>[] kinds;

    /** @param kinds their messages are for the person at the keyboard */
    public ExpectedFailure(String program, Class<?>... kinds) {
        this.program = program;
        this.kinds = kinds;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult result) throws Exception {
        for (Class<?> kind : kinds) {
            if (kind.isInstance(failure)) {
                line.getErr().println(program + ": " + failure.getMessage());
                return 1;
            }
        }
        throw failure;
    }
}
