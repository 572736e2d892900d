import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.Optional;

/**
 * Runs a test program: the main method of a class such as {@code adding/AddingTest}. What its classes below
 * src/test/java print is the report; what the code under test prints is not.
 */
final class TapProgram {

    private static final String TESTS = "/test-classes/";

    private TapProgram() {}

    public static void main(String[] arguments) throws Throwable {
        OutputStream report = new FileOutputStream(arguments[0], true);
        report.write("TAP version 14\n".getBytes(StandardCharsets.UTF_8));
        System.setOut(new PrintStream(new Tee(report, System.out), true, StandardCharsets.UTF_8));
        Class<?> program = Class.forName(arguments[1].replace('/', '.'));
        Method main = program.getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }

    /** Writes through at once: a program may end at any time. */
    private static final class Tee extends OutputStream {

        private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

        private final OutputStream report;
        private final OutputStream screen;

        Tee(OutputStream report, OutputStream screen) {
            this.report = report;
            this.screen = screen;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int start, int length) throws IOException {
            screen.write(bytes, start, length);
            if (isOfATest()) {
                report.write(bytes, start, length);
            }
        }

        @Override
        public void flush() throws IOException {
            screen.flush();
        }

        /** Whether the nearest caller that is not of the JDK is a test. */
        private static boolean isOfATest() {
            return STACK.walk(frames -> frames.map(StackWalker.StackFrame::getDeclaringClass)
                            .filter(type -> type != Tee.class)
                            .map(TapProgram::place)
                            .flatMap(Optional::stream)
                            .findFirst())
                    .filter(place -> place.endsWith(TESTS))
                    .isPresent();
        }
    }

    /** Where a class was loaded from; empty for the JDK's own. */
    private static Optional<String> place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null || !source.getLocation().getProtocol().equals("file")
                ? Optional.empty()
                : Optional.of(source.getLocation().getPath());
    }
}
