package io.tapewire.driver;

import io.tapewire.schemas.TapewireException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * The layout that a driver really gets, and why: a pure function of what was asked, of the CPUs,
 * and of whether the driver has a process of its own.
 *
 * @param layout never {@link Layout#AUTO}
 * @param spins whether the threads burn their cores when idle
 * @param pins the CPU of each role that has one, unmodifiable
 * @param why one sentence for the person who starts it
 */
public record LayoutPlan(Layout layout, boolean spins, Map<Role, Integer> pins, String why) {
    private static final int EMBEDDED_SHARED_CPUS = 4;
    private static final int EMBEDDED_DEDICATED_CPUS = 8;
    private static final int STANDALONE_DEDICATED_CPUS = 6;

    /**
     * @param embedded whether the driver lives in the application's process, so that the
     *     application's thread counts as well
     * @throws TapewireException if what was asked cannot be, or would burn every core unforced
     */
    public static LayoutPlan of(DriverSettings settings, UsableCpus cpus, boolean embedded) {
        Layout layout =
                settings.layout() == Layout.AUTO
                        ? layoutFor(cpus.count(), embedded)
                        : settings.layout();
        Set<Role> roles = roles(layout, embedded);
        boolean spins = spins(settings, layout, roles.size(), cpus, embedded);
        checkPins(settings, layout, roles, spins);
        Map<Role, Integer> pins = pins(settings, cpus, roles, spins);
        String why =
                "The %s layout, %s, %s: %s; pins: %s%s."
                        .formatted(
                                word(layout),
                                settings.layout() == Layout.AUTO ? "chosen" : "as asked",
                                spins ? "spinning" : "backing off when idle",
                                reason(roles.size(), spins, cpus),
                                Pins.format(pins),
                                pins.equals(settings.pins()) ? "" : " (isolated CPUs)");
        return new LayoutPlan(layout, spins, Pins.copyOf(pins), why);
    }

    /** One for each thread that waits; it is not thread safe. Parks for 50 microseconds at most. */
    public IdleStrategy newIdleStrategy() {
        return newIdleStrategy(spins);
    }

    static IdleStrategy newIdleStrategy(boolean spins) {
        return spins ? new BusySpinIdleStrategy() : new BackoffIdleStrategy(100, 50, 1_000, 50_000);
    }

    private static Layout layoutFor(int cpus, boolean embedded) {
        if (embedded) {
            return cpus >= EMBEDDED_DEDICATED_CPUS
                    ? Layout.DEDICATED
                    : cpus >= EMBEDDED_SHARED_CPUS ? Layout.SHARED : Layout.INLINE;
        }
        return cpus >= STANDALONE_DEDICATED_CPUS ? Layout.DEDICATED : Layout.SHARED;
    }

    /** The threads of this process that would spin, by role. */
    private static Set<Role> roles(Layout layout, boolean embedded) {
        if (layout == Layout.INLINE) {
            return EnumSet.of(Role.APP);
        }
        Set<Role> roles =
                layout == Layout.SHARED
                        ? EnumSet.of(Role.SHARED)
                        : EnumSet.of(Role.CONDUCTOR, Role.SENDER, Role.RECEIVER);
        if (embedded) {
            roles.add(Role.APP);
        }
        return roles;
    }

    private static boolean spins(
            DriverSettings settings,
            Layout layout,
            int spinners,
            UsableCpus cpus,
            boolean embedded) {
        if (settings.idle() == Idle.BACKOFF) {
            return false;
        }
        boolean asked = settings.idle() == Idle.SPIN;
        boolean refused = asked ? spinners >= cpus.count() : spinners > cpus.count();
        if (refused && !settings.force() && (asked || settings.layout() == Layout.DEDICATED)) {
            throw new TapewireException(
                    "The %s layout, spinning, keeps %d %s busy and there %s %s, of which the kernel"
                                    .formatted(
                                            word(layout),
                                            spinners,
                                            spinners == 1 ? "CPU" : "CPUs",
                                            cpus.count() == 1 ? "is" : "are",
                                            cpus)
                            + " needs one: take a layout of fewer threads (inline has the fewest),"
                            + " let idle threads back off, or force it.");
        }
        return asked || refused && settings.force() || leavesRoom(spinners, cpus, embedded);
    }

    /**
     * A core is left for the kernel and, where this process holds but one end of the bus and few
     * cores are there, one for whoever is at the other.
     */
    private static boolean leavesRoom(int spinners, UsableCpus cpus, boolean embedded) {
        int others = embedded ? 2 : 3;
        return spinners == 1 ? cpus.count() > others : cpus.count() > spinners;
    }

    private static void checkPins(
            DriverSettings settings, Layout layout, Set<Role> roles, boolean spins) {
        BitSet taken = new BitSet();
        settings.pins()
                .forEach(
                        (role, cpu) -> {
                            if (!roles.contains(role)) {
                                throw new TapewireException(
                                        "Pin %s=%d: the %s layout has no such thread; it has %s."
                                                .formatted(
                                                        role.word(),
                                                        cpu,
                                                        word(layout),
                                                        words(roles)));
                            }
                            if (spins && taken.get(cpu) && !settings.force()) {
                                throw new TapewireException(
                                        ("Pin %s=%d: another spinning thread is pinned to CPU %d; give"
                                                        + " each its own, or force it.")
                                                .formatted(role.word(), cpu, cpu));
                            }
                            taken.set(cpu);
                        });
    }

    /** Pins nobody asked for are only set on isolated CPUs: the kernel uses all the others. */
    private static Map<Role, Integer> pins(
            DriverSettings settings, UsableCpus cpus, Set<Role> roles, boolean spins) {
        Map<Role, Integer> pins = new EnumMap<>(Role.class);
        pins.putAll(settings.pins());
        BitSet inUse = new BitSet();
        pins.values().forEach(inUse::set);
        List<Integer> free = cpus.isolatedOnOneNode(inUse);
        if (spins && free.size() >= roles.size() - pins.size()) {
            Iterator<Integer> next = free.iterator();
            for (Role role : roles) {
                if (!pins.containsKey(role)) {
                    pins.put(role, next.next());
                }
            }
        }
        return pins;
    }

    private static String reason(int spinners, boolean spins, UsableCpus cpus) {
        return spins
                ? "%s for %d spinning %s"
                        .formatted(cpus, spinners, spinners == 1 ? "thread" : "threads")
                : cpus.toString();
    }

    private static String words(Set<Role> roles) {
        return String.join(", ", roles.stream().map(Role::word).toList());
    }

    private static String word(Layout layout) {
        return layout.name().toLowerCase(Locale.ROOT);
    }
}
