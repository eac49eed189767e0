package io.tapewire.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Hears signals while the JVM runs on. A shutdown hook would not do: while hooks run, no library
 * can register one of its own, which Chronicle Queue does when it opens its first file, and those
 * that it has registered take its resources away from under the command.
 */
final class Signals {
    private Signals() {}

    /**
     * Has a signal handled from now on, unless this process was started to ignore it.
     *
     * @param name without SIG
     * @param handler called on a thread of its own each time
     */
    static void handle(String name, Runnable handler) {
        try {
            // By reflection, since the compiler warns of sun.misc and cannot be told not to.
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handlerType},
                            (self, method, args) -> {
                                handler.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handlerType)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (InvocationTargetException e) {
            // The JVM was told to leave signals alone (-Xrs), or the system has no such signal.
            return;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
