package carillon.tools.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Ends process groups: what Java cannot do by itself. */
final class Signals {
    private static final int KILL = 9;
    private static final MethodHandle KILL_CALL = killCall();

    private Signals() {}

    /**
     * Kills a whole group.
     *
     * @param leader the id of the process that began it, more than 1
     */
    static void killGroup(long leader) {
        if (leader <= 1) throw new IllegalArgumentException("No process group " + leader);
        try {
            int _ = (int) KILL_CALL.invokeExact(Math.toIntExact(-leader), KILL);
        } catch (Throwable e) {
            throw new IllegalStateException("A process group could not be ended", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle killCall() {
        return Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("kill"),
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
