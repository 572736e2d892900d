package [=project.package];

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** Runs the public no-argument methods of a test object and reports them in the Test Anything Protocol. */
final class Tap {

    private Tap() {}

    /** Runs every test of the object's class, sorted by name; exits with status 1 when one fails or none exists. */
    static void run(Object tests) {
        List<Method> methods = Arrays.stream(tests.getClass().getDeclaredMethods())
                .filter(Tap::isTest)
                .sorted(Comparator.comparing(Method::getName))
                .toList();
        int failures = 0;
        for (int i = 0; i < methods.size(); i++) {
            if (!report(i + 1, methods.get(i), tests)) {
                failures++;
            }
        }
        System.out.println("1.." + methods.size());
        if (failures > 0 || methods.isEmpty()) {
            System.exit(1);
        }
    }

    /** Fails the running test unless both values are equal. */
    static void equal(Object expected, Object actual) {
        equal(expected, actual, "");
    }

    /** Fails the running test unless both values are equal; {@code context} names the input in the failure message. */
    static void equal(Object expected, Object actual, String context) {
        if (!Objects.equals(expected, actual)) {
            String suffix = context.isEmpty() ? "" : " for " + context;
            throw new AssertionError("expected <" + expected + "> but was <" + actual + ">" + suffix);
        }
    }

    /** Fails the running test unless the action throws an exception of the given type, which is returned. */
    static <T extends Throwable> T throwing(Class<T> type, Action action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            if (type.isInstance(thrown)) {
                return type.cast(thrown);
            }
            throw new AssertionError("expected " + type.getSimpleName() + " but " + thrown + " was thrown", thrown);
        }
        throw new AssertionError("expected " + type.getSimpleName() + " but nothing was thrown");
    }

    /** Code under test that may throw anything. */
    @FunctionalInterface
    interface Action {
        void run() throws Throwable;
    }

    private static boolean isTest(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && method.getParameterCount() == 0;
    }

    private static boolean report(int number, Method test, Object tests) {
        try {
            test.setAccessible(true);
            test.invoke(tests);
            System.out.println("ok " + number + " - " + test.getName());
            return true;
        } catch (InvocationTargetException failure) {
            System.out.println("not ok " + number + " - " + test.getName());
            failure.getCause().toString().lines().forEach(line -> System.out.println("# " + line));
            return false;
        } catch (IllegalAccessException inaccessible) {
            throw new IllegalStateException("test " + test.getName() + " cannot be called", inaccessible);
        }
    }
}
