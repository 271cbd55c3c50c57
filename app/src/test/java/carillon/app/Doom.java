package carillon.app;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import carillon.app.KillPoint.Act;
import carillon.app.KillPoint.Side;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Ends this process by SIGKILL, on the spot, when a point is reached for the n-th time. Safe for many threads. */
final class Doom {
    private static final int SIGKILL = 9;

    private record Armed(KillPoint point, AtomicInteger left) {}

    private final MethodHandle raise;
    private volatile @Nullable Armed armed;

    @SuppressWarnings("restricted")
    Doom() {
        Linker linker = Linker.nativeLinker();
        raise = linker.downcallHandle(
                linker.defaultLookup().find("raise").orElseThrow(), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** @param order a point and how many times it is reached, such as {@code BEFORE ADMIT 2}; anything else disarms */
    void arm(String order) {
        String[] words = order.split(" ");
        armed = words.length == 3
                ? new Armed(KillPoint.parse(words[0], words[1]), new AtomicInteger(Integer.parseInt(words[2])))
                : null;
    }

    void before(Act act) {
        reached(Side.BEFORE, act);
    }

    void after(Act act) {
        reached(Side.AFTER, act);
    }

    private void reached(Side side, Act act) {
        Armed now = armed;
        if (now == null || now.point().side() != side || now.point().act() != act) return;
        if (now.left().decrementAndGet() != 0) return;
        try {
            int _ = (int) raise.invokeExact(SIGKILL);
        } catch (Throwable e) {
            throw new IllegalStateException("This process cannot end itself", e);
        }
    }
}
